package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Optional;

/** The expressions of a custom rule, ready to be evaluated; equal if they are written alike. */
public interface CustomCheck {

    /** What came of one evaluation. */
    sealed interface Outcome {}

    /** The object is fine. */
    record Fine() implements Outcome {}

    /**
     * It is not.
     *
     * @param message of the rule's messageExpression; empty if it has none, or that failed
     */
    record Broken(Optional<String> message) implements Outcome {}

    /**
     * It could not be evaluated.
     *
     * @param why as the evaluator says it
     */
    record Failed(String why) implements Outcome {}

    /** Judges a request, or a stored object for which nobody asks; bounded in cost, and never an exception. */
    Outcome outcome(RbacObject object, Optional<Review> review, RuleContext context);

    /** Whether it asks who makes the request or for what: then it says nothing about a stored object. */
    boolean asksAboutTheRequest();
}
