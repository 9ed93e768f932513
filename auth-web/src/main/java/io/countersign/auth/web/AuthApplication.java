package io.countersign.auth.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The resources and providers of {@code /auth}, named, since no server looks for them in an EAR's
 * library folder. This class alone stays in the WAR, where every server finds it.
 */
@ApplicationPath("/")
public class AuthApplication extends Application {

  /** For the servlet container. */
  public AuthApplication() {}

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        AdminAccessTokensResource.class,
        AdminEventsResource.class,
        AdminSessionsResource.class,
        AdminUserSessionsResource.class,
        AdminUsersResource.class,
        HealthResource.class,
        JwksResource.class,
        KeysResource.class,
        MeResource.class,
        MetricsResource.class,
        OpenApiResource.class,
        PasswordResource.class,
        ScanResource.class,
        ServiceTokensResource.class,
        SessionsResource.class,
        TokenResource.class,
        RequestFormFilter.class,
        AdministratorFilter.class,
        AuthenticatedFilter.class,
        KnownFieldsFeature.class,
        SensitiveOperationFeature.class,
        ServiceFilter.class,
        ResponseHeadersFilter.class,
        FailureMapper.class,
        InvalidRequestMapper.class,
        OAuthErrorMapper.class,
        OtherOriginMapper.class,
        RefusedExceptionMapper.class,
        WebApplicationExceptionMapper.class);
  }

  /** Takes no features that jars of the EAR announce; its own is named above. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jakarta.ws.rs.loadServices", false);
  }
}
