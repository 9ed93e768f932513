package io.countersign.auth.persistence;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Tells the call's {@link Confirmation}, from inside its transaction, that the work is done. */
@Confirmed
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class WorkDoneInterceptor {

  WorkDoneInterceptor() {}

  @AroundInvoke
  Object tell(InvocationContext context) throws Exception {
    Object outcome = context.proceed();
    if (context.getContextData().get(ConfirmingInterceptor.CALL) instanceof Confirmation call) {
      call.workDone();
    }
    return outcome;
  }
}
