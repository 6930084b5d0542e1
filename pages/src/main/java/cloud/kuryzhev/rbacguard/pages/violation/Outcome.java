package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;

/** What came of a decision. */
public sealed interface Outcome {

    /** It stands, signed by whoever took it. */
    record Written(String decision, String by) implements Outcome {}

    /** It stands, but admission has not signed it, so that it does not count. */
    record Unsigned() implements Outcome {}

    /** Nothing was written: what it is about is not what was looked at. */
    record Changed(RBACViolation now) implements Outcome {}

    /** Nothing was written: the same words stand there, under another's name. */
    record Repeated(String by, String at) implements Outcome {}
}
