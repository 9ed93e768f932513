package io.countersign.auth.bench.floor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the resources of its WAR under the WAR's name. */
@ApplicationScoped
@ApplicationPath("/")
public class FloorApplication extends Application {}
