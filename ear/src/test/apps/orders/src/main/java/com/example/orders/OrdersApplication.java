package com.example.orders;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything is below the root of the WAR. */
@ApplicationPath("/")
public class OrdersApplication extends Application {}
