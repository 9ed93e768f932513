package io.countersign.auth.web;

import io.countersign.auth.web.access.Route;
import io.countersign.auth.web.admin.AdminAccessTokensResource;
import io.countersign.auth.web.admin.AdminEventsResource;
import io.countersign.auth.web.admin.AdminSessionSearchResource;
import io.countersign.auth.web.admin.AdminSessionsResource;
import io.countersign.auth.web.admin.AdminStatisticsResource;
import io.countersign.auth.web.admin.AdminUserSessionsResource;
import io.countersign.auth.web.admin.AdminUsersResource;
import io.countersign.auth.web.answer.FailureMapper;
import io.countersign.auth.web.answer.InvalidRequestMapper;
import io.countersign.auth.web.answer.OAuthErrorMapper;
import io.countersign.auth.web.answer.OtherOriginMapper;
import io.countersign.auth.web.answer.RefusedExceptionMapper;
import io.countersign.auth.web.answer.ResponseHeadersFilter;
import io.countersign.auth.web.answer.WebApplicationExceptionMapper;
import io.countersign.auth.web.browser.BrowserClientResource;
import io.countersign.auth.web.console.ConsoleResource;
import io.countersign.auth.web.health.AdminHealthResource;
import io.countersign.auth.web.health.HealthResource;
import io.countersign.auth.web.keys.JwksResource;
import io.countersign.auth.web.keys.KeysResource;
import io.countersign.auth.web.metadata.MetadataResource;
import io.countersign.auth.web.metrics.MetricsResource;
import io.countersign.auth.web.request.KnownFieldsFeature;
import io.countersign.auth.web.request.RequestFormFilter;
import io.countersign.auth.web.scan.ScanResource;
import io.countersign.auth.web.service.ServiceTokensResource;
import io.countersign.auth.web.session.EventsResource;
import io.countersign.auth.web.session.MeResource;
import io.countersign.auth.web.session.PasswordResource;
import io.countersign.auth.web.session.ReauthenticationResource;
import io.countersign.auth.web.session.SessionsResource;
import io.countersign.auth.web.session.TokenResource;
import java.util.List;
import java.util.Set;

/** The resources and providers of {@code /auth}, and the routes that they answer. */
public final class Resources {

  private static final Set<Class<?>> CLASSES =
      Set.of(
          AdminAccessTokensResource.class,
          AdminEventsResource.class,
          AdminHealthResource.class,
          AdminSessionSearchResource.class,
          AdminSessionsResource.class,
          AdminStatisticsResource.class,
          AdminUserSessionsResource.class,
          AdminUsersResource.class,
          BrowserClientResource.class,
          ConsoleResource.class,
          EventsResource.class,
          HealthResource.class,
          JwksResource.class,
          KeysResource.class,
          MeResource.class,
          MetadataResource.class,
          MetricsResource.class,
          OpenApiResource.class,
          PasswordResource.class,
          ReauthenticationResource.class,
          ScanResource.class,
          ServiceTokensResource.class,
          SessionsResource.class,
          TokenResource.class,
          RequestFormFilter.class,
          KnownFieldsFeature.class,
          ResponseHeadersFilter.class,
          FailureMapper.class,
          InvalidRequestMapper.class,
          OAuthErrorMapper.class,
          OtherOriginMapper.class,
          RefusedExceptionMapper.class,
          WebApplicationExceptionMapper.class,
          GuardFilter.class);

  private Resources() {}

  /** All resources and providers, by name: no server looks for them in an EAR's library folder. */
  public static Set<Class<?>> classes() {
    return CLASSES;
  }

  /**
   * The routes of all resources, by path.
   *
   * @throws IllegalStateException when one does not say what guards it, naming it
   */
  public static List<Route> routes() {
    return Route.of(CLASSES);
  }
}
