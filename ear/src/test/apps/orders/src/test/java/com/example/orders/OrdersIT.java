package com.example.orders;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.testkit.CountersignExtension;
import io.countersign.auth.testkit.Flaw;
import io.countersign.auth.testkit.TestCountersign;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application as its callers see it. */
class OrdersIT {

  @RegisterExtension
  static final CountersignExtension COUNTERSIGN =
      new CountersignExtension(
          TestCountersign.builder()
              .port(Integer.getInteger("countersign.port"))
              .audience("orders"));

  private static final URI ORDERS = URI.create("http://localhost:8080/orders/orders/");

  private final HttpClient client = HttpClient.newHttpClient();

  private int get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(ORDERS.resolve(path)), token);
  }

  private int post(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(ORDERS.resolve(path)).POST(BodyPublishers.noBody()), token);
  }

  private int send(HttpRequest.Builder request, String token) throws Exception {
    return client
        .send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void archive_isForClerks(TestCountersign countersign) throws Exception {
    assertEquals(200, get("archive", countersign.token().roles("clerk").valid()));
    assertEquals(403, get("archive", countersign.token().roles("guest").valid()));
  }

  @ParameterizedTest
  @EnumSource
  void flawedToken_isRefused(Flaw flaw, TestCountersign countersign) throws Exception {
    var clerk = countersign.token().roles("clerk");
    assertEquals(401, get("archive", clerk.flawed(flaw)));
    assertEquals(401, post("cancel", clerk.flawed(flaw)));
  }

  @Test
  void cancel_revokedToken_isRefused(TestCountersign countersign) throws Exception {
    var token = countersign.token().valid();
    assertEquals(200, post("cancel", token));
    countersign.revoke(token);
    assertEquals(401, post("cancel", token));
  }

  @Test
  void pay_loginOfAnHourAgo_isRefused(TestCountersign countersign) throws Exception {
    assertEquals(200, post("pay", countersign.token().valid()));
    assertEquals(401, post("pay", countersign.token().authenticatedAgo(ofHours(1)).valid()));
  }

  @Test
  void cancel_whileCountersignIsAway_isRefused(TestCountersign countersign) throws Exception {
    var token = countersign.token().valid();
    assertEquals(200, post("cancel", token));
    countersign.away(true);
    try {
      assertEquals(503, post("cancel", token));
    } finally {
      countersign.away(false);
    }
  }

  @Test
  void archive_withstandsKnownAttacks(TestCountersign countersign) {
    countersign
        .scanner(ORDERS.resolve("archive"), countersign.token().roles("clerk"))
        .build()
        .scan()
        .requireClean(Severity.LOW);
  }
}
