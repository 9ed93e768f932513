package io.countersign.auth.shop;

import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** A feature of the shop's own, which the server loads as a service like ours. */
public class ShopFeature implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    context.register(
        (ContainerResponseFilter)
            (request, response) -> response.getHeaders().putSingle("X-Shop", "yes"),
        ContainerResponseFilter.class);
  }
}
