package io.countersign.auth.persistence;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Confirms a call from outside its transaction, so that each try is a transaction of its own. */
@Confirmed
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class ConfirmingInterceptor {

  static final String CALL = Confirmation.class.getName();

  ConfirmingInterceptor() {}

  @AroundInvoke
  Object confirm(InvocationContext context) throws Exception {
    Confirmation confirmation = new Confirmation();
    context.getContextData().put(CALL, confirmation);
    return confirmation.of(context::proceed);
  }
}
