package io.countersign.auth.web.scan;

import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.report.Location;
import io.countersign.auth.scan.report.ReportFormat;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.ScanResults;
import io.countersign.auth.scan.report.Severity;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Limits;
import io.countersign.auth.web.request.RequestFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * Tells what is wrong with a token of any issuer, and with its key set. Signatures of costly
 * algorithms are left to the command line.
 */
@Path("scan")
@ApplicationScoped
@NullUnmarked
public class ScanResource {

  /** More than any issuer publishes; each may have findings of its own. */
  private static final int MOST_KEYS = 50;

  private static final ScanTurns TURNS = new ScanTurns(Runtime.getRuntime().availableProcessors());

  @Inject Clock clock;

  @Context HttpHeaders headers;

  /** For JAX-RS. */
  public ScanResource() {}

  /** Scans {@code token}, and {@code jwks} where there is one. */
  @POST
  @Guarded(Guard.BEARER)
  @Produces(MediaType.APPLICATION_JSON)
  public String scan(InputStream body, @Context SecurityContext context) {
    RequestFields fields =
        RequestFields.read(headers.getMediaType(), body, Limits.SCAN_BODY, Set.of("token", "jwks"));
    String token = fields.required("token", Limits.SCAN_BODY);
    Optional<String> jwks = fields.optionalDocument("jwks", Limits.SCAN_BODY);
    String user = BearerContext.tokenOf(context).getSubject();
    return TURNS.take(user, () -> json(reports(token, jwks)));
  }

  private List<ScanReport> reports(String token, Optional<String> jwks) {
    TokenScanner.Builder builder = TokenScanner.builder(clock).bounded();
    jwks.ifPresent(builder::jwks);
    TokenScanner scanner = builder.build();
    if (scanner.keys() > MOST_KEYS) {
      throw new InvalidRequestException("jwks", "must have at most " + MOST_KEYS + " keys");
    }
    List<ScanReport> reports = new ArrayList<>();
    reports.add(scanner.scan(token, Location.of("token")));
    jwks.ifPresent(given -> reports.add(scanner.scanKeySet(Location.of("jwks"))));
    return reports;
  }

  private static String json(List<ScanReport> reports) {
    StringWriter json = new StringWriter();
    try {
      ReportFormat.JSON.write(new ScanResults(reports, 0, Severity.HIGH), false, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString();
  }
}
