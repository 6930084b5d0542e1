package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A rule that looks at each subject of a binding. */
abstract class SubjectRule implements Rule {

    private final RuleSpec spec;

    SubjectRule(RuleSpec spec) {
        this.spec = spec;
    }

    @Override
    public final RuleSpec spec() {
        return spec;
    }

    @Override
    public final Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Binding binding
                ? IntStream.range(0, binding.subjects().size())
                        .filter(i -> applies(binding.subjects().get(i), binding, context))
                        .mapToObj(i -> match(binding, i))
                : Stream.empty();
    }

    /** Whether {@code subject} should not be there. */
    abstract boolean applies(Subject subject, Binding binding, RuleContext context);

    /** What stands behind the colon of the finding's rule id; mostly nothing. */
    String suffix(Subject subject) {
        return "";
    }

    /** Who that is, as the end of a sentence: {@code which is anybody}. */
    abstract String who(Subject subject);

    private Match match(Binding binding, int index) {
        Subject subject = binding.subjects().get(index);
        return new Match(
                suffix(subject),
                "subjects[" + index + "].name",
                "it grants " + binding.roleRef() + " to " + subject + ", " + who(subject),
                false);
    }
}
