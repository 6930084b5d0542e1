package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.audit.Logged;
import cloud.kuryzhev.rbacguard.policy.audit.Logged.Answer;
import cloud.kuryzhev.rbacguard.policy.audit.SubjectAudit;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the use of what a binding grants cannot be seen: no audit log shows it, this cluster's audit policy leaves it out, it is
 * granted for too short a time, or it is checked inside of what was seen.
 *
 * @param audits the audit policy as the binding's subjects meet it, each once; empty where it is not known
 */
record Visibility(List<SubjectAudit> audits, Grace grace, HiddenChecks hidden) {

    Visibility {
        audits = List.copyOf(audits);
    }

    static Visibility of(Optional<AuditPolicy> policy, Binding binding, Usage usage, Grace grace, HiddenChecks hidden) {
        List<SubjectAudit> audits = policy.stream()
                .flatMap(it -> binding.subjects().stream()
                        .map(subject -> it.of(subject, usage.of(subject).groups())))
                .distinct()
                .toList();
        return new Visibility(audits, grace, hidden);
    }

    /** Why an atom without wildcards may be used without being seen; empty if every use of it is. */
    Optional<String> hides(Atom exact) {
        return Unlogged.reason(exact.rule())
                .or(() -> firstUnlogged(exact).map(Logged::reason))
                .or(() -> grace.reason(exact))
                .or(() -> hidden.reason(exact));
    }

    /** Why nothing of a wildcard can be seen. */
    Optional<String> hidesAll(Atom wildcard) {
        return unlogged(wildcard)
                .filter(it -> it.answer() == Answer.NOT_LOGGED)
                .map(Logged::reason)
                .findFirst()
                .or(() -> grace.reason(wildcard));
    }

    /** Why some of a wildcard cannot be seen, besides what no log shows. */
    Optional<String> hidesSome(Atom wildcard) {
        return firstUnlogged(wildcard).map(Logged::reason);
    }

    /** Why all uses of a verb under a wildcard are hidden, so that nobody can tell what of it is needed. */
    Optional<String> blinds(Atom wildcard) {
        return wildcard.permission() instanceof OnResource granted
                ? verbs(granted).flatMap(verb -> blinds(granted, verb)).findFirst()
                : Optional.empty();
    }

    private Stream<String> blinds(OnResource granted, String verb) {
        var one = new OnResource(verb, granted.apiGroup(), granted.resource(), granted.name(), granted.namespace());
        return audits.stream()
                .map(audit -> audit.logged(one))
                .filter(it -> it.answer() == Answer.NOT_LOGGED)
                .map(it -> one + ": " + it.reason());
    }

    private static Stream<String> verbs(OnResource granted) {
        return granted.verb().equals(Verbs.ALL) ? Verbs.STANDARD.stream() : Stream.of(granted.verb());
    }

    /** Asked of every atom, and mostly of no audit policy at all. */
    private Optional<Logged> firstUnlogged(Atom atom) {
        return audits.isEmpty() ? Optional.empty() : unlogged(atom).findFirst();
    }

    private Stream<Logged> unlogged(Atom atom) {
        return audits.stream().map(audit -> audit.logged(atom.permission())).filter(it -> it.answer() != Answer.LOGGED);
    }
}
