package cloud.kuryzhev.rbacguard.admission.advice;

import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;

/** What to do instead of storing something that is refused. */
@FunctionalInterface
public interface Advice {

    /**
     * In some lines, the first of them empty; {@code ""} where there is nothing to say.
     *
     * @param denial why it is refused
     * @param context what it was judged by
     */
    String instead(RbacObject refused, Decision.Denied denial, RuleContext context);
}
