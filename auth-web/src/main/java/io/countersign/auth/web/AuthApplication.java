package io.countersign.auth.web;

import io.countersign.auth.guard.SensitiveOperationFeature;
import io.countersign.auth.web.access.AdministratorFilter;
import io.countersign.auth.web.access.AuthenticatedFilter;
import io.countersign.auth.web.admin.AdminAccessTokensResource;
import io.countersign.auth.web.admin.AdminEventsResource;
import io.countersign.auth.web.admin.AdminSessionsResource;
import io.countersign.auth.web.admin.AdminUserSessionsResource;
import io.countersign.auth.web.admin.AdminUsersResource;
import io.countersign.auth.web.answer.FailureMapper;
import io.countersign.auth.web.answer.InvalidRequestMapper;
import io.countersign.auth.web.answer.OAuthErrorMapper;
import io.countersign.auth.web.answer.OtherOriginMapper;
import io.countersign.auth.web.answer.RefusedExceptionMapper;
import io.countersign.auth.web.answer.ResponseHeadersFilter;
import io.countersign.auth.web.answer.WebApplicationExceptionMapper;
import io.countersign.auth.web.health.HealthResource;
import io.countersign.auth.web.keys.JwksResource;
import io.countersign.auth.web.keys.KeysResource;
import io.countersign.auth.web.metrics.MetricsResource;
import io.countersign.auth.web.request.KnownFieldsFeature;
import io.countersign.auth.web.request.RequestFormFilter;
import io.countersign.auth.web.scan.ScanResource;
import io.countersign.auth.web.service.ServiceFilter;
import io.countersign.auth.web.service.ServiceTokensResource;
import io.countersign.auth.web.session.MeResource;
import io.countersign.auth.web.session.PasswordResource;
import io.countersign.auth.web.session.SessionsResource;
import io.countersign.auth.web.session.TokenResource;
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
