package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Grace.Young;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** For how long grants, and the rules in them, were there to be used, and were watched. */
final class Observed {

    private final RbacSnapshot snapshot;
    private final Coverage coverage;
    private final Facts facts;
    private final Duration minimum;

    /** @param minimum the shortest time that counts as evidence */
    Observed(RbacSnapshot snapshot, Coverage coverage, Facts facts, Duration minimum) {
        this.snapshot = snapshot;
        this.coverage = coverage;
        this.facts = facts;
        this.minimum = minimum;
    }

    /** Something that must be old enough. */
    private record Part(String what, Instant since) {

        @Override
        public String toString() {
            return what
                    + (since.equals(Instant.MAX)
                            ? ", not stored yet"
                            : ", since " + since.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /** The window of what {@code object} grants by {@code bindings}. */
    UsageWindow window(RbacObject object, List<Binding> bindings) {
        return UsageWindow.of(coverage, youngest(object, bindings).since());
    }

    Confidence confidence(RbacObject object, List<Binding> bindings) {
        return new Confidence(coverage.from(), youngest(object, bindings).toString(), required(bindings));
    }

    RequiredWindow required(Collection<Binding> bindings) {
        List<Subject> subjects =
                bindings.stream().flatMap(it -> it.subjects().stream()).toList();
        return RequiredWindow.of(minimum, facts.schedules(), subjects);
    }

    /** The rules that {@code binding} grants for too short a time to judge them. */
    Grace grace(Binding binding) {
        return snapshot.cluster()
                .role(binding.roleRef())
                .map(role -> grace(role, binding))
                .orElse(Grace.NONE);
    }

    private Grace grace(Role role, Binding binding) {
        Instant settled = coverage.to().minus(required(List.of(binding)).length());
        List<PolicyRule> old = role.rules().stream()
                .filter(rule -> !facts.ages().since(role, rule).isAfter(settled))
                .toList();
        return new Grace(
                old,
                role.rules().stream()
                        .filter(rule -> !old.contains(rule))
                        .map(rule -> new Young(rule, facts.ages().since(role, rule)))
                        .toList());
    }

    private Part youngest(RbacObject object, List<Binding> bindings) {
        return Stream.concat(Stream.of(part(object)), bindings.stream().flatMap(this::parts))
                .max(Comparator.comparing(Part::since))
                .orElseThrow();
    }

    private Stream<Part> parts(Binding binding) {
        Stream<Part> role = snapshot.cluster().role(binding.roleRef()).map(Observed::part).stream();
        return Stream.of(Stream.of(part(binding)), role, accounts(binding)).flatMap(it -> it);
    }

    private Stream<Part> accounts(Binding binding) {
        return binding.subjects().stream()
                .filter(Subject.ServiceAccount.class::isInstance)
                .map(Subject.ServiceAccount.class::cast)
                .flatMap(
                        it -> Stream.ofNullable(facts.accounts().get(it)).map(since -> new Part(it.toString(), since)));
    }

    /** A role is as old as it is, its rules have ages of their own; a binding is as old as its list of subjects. */
    private static Part part(RbacObject object) {
        Optional<Instant> granted = object instanceof Binding
                ? object.metadata().origin().granted().filter(it -> it.isAfter(object.created()))
                : Optional.empty();
        return new Part(object.key().toString(), granted.orElse(object.created()));
    }
}
