package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Explanation;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.None;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Owned;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Share;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Owner;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the least that can stand in for what an object in violation grants, or says why nothing can be suggested. */
final class Synthesis {

    private final RbacSnapshot snapshot;
    private final RuleContext context;
    private final DriftSettings settings;
    private final RequiredWindow required;

    /** @param required how long the window must be */
    Synthesis(RbacSnapshot snapshot, RuleContext context, DriftSettings settings, RequiredWindow required) {
        this.snapshot = snapshot;
        this.context = context;
        this.settings = settings;
        this.required = required;
    }

    /**
     * The suggestion.
     *
     * @param uses of the bindings that hand out what {@code object} grants
     */
    Suggestion suggest(RbacObject object, UsageWindow window, List<BindingUsage> uses) {
        return obstacle(object, window, uses)
                .<Suggestion>map(None::new)
                .orElseGet(() -> proven(replace(object, uses), uses));
    }

    private Optional<String> obstacle(RbacObject object, UsageWindow window, List<BindingUsage> uses) {
        if (Bootstrap.owns(object.key())) {
            return Optional.of(
                    "Kubernetes itself ships and needs it: take out of it what was added, and leave the rest");
        }
        if (object instanceof Role role && role.feedsAggregation()) {
            return Optional.of(
                    "it feeds aggregated ClusterRoles through its labels: narrow its rules where it is maintained");
        }
        if (object instanceof Role role && !role.aggregates().isEmpty()) {
            return Optional.of(
                    "its rules come from the ClusterRoles that its aggregationRule selects: narrow these where they are maintained");
        }
        if (uses.isEmpty()) {
            return Optional.of(
                    "no binding grants it, so nobody uses it: delete it, or narrow its rules before it is bound");
        }
        if (uses.stream().anyMatch(use -> !Atom.areFew(use.grant()))) {
            return Optional.of(
                    "its rules multiply to too many permissions to judge each: split it into roles of a size that a person can review");
        }
        if (window.events() == 0) {
            return Optional.of("no audit event was read yet");
        }
        if (window.length().compareTo(required.length()) < 0) {
            // without the length itself: a reason that changes by the minute would be written by the minute
            return Optional.of("the audit log covers less than " + required.readable() + " of this grant's life"
                    + required.schedule().map(RequiredWindow::twice).orElse("")
                    + ", which is too little evidence");
        }
        if (uses.stream().allMatch(it -> it.visibility().grace().isAll())) {
            return Optional.of("its rules were written less than " + required.readable()
                    + " before the last audit event, which is too little evidence");
        }
        return tooYoung(uses).or(() -> blindness(uses));
    }

    private static Optional<String> tooYoung(List<BindingUsage> uses) {
        return uses.stream()
                .flatMap(use -> Atom.wildcardsOf(use.grant())
                        .flatMap(atom ->
                                use
                                        .visibility()
                                        .grace()
                                        .reason(atom)
                                        .map(why -> atom.permission() + ": " + why)
                                        .stream()))
                .findFirst()
                .map(reason -> "a wildcard cannot be judged yet (" + reason + ")");
    }

    private static Optional<String> blindness(List<BindingUsage> uses) {
        return uses.stream()
                .flatMap(use -> Atom.wildcardsOf(use.grant()).flatMap(atom -> use.visibility().blinds(atom).stream()))
                .findFirst()
                .map(reason ->
                        "a wildcard grants what the audit log does not show, so nobody can tell what of it is needed ("
                                + reason + "): grant by name what is needed, or have it logged");
    }

    private Replace replace(RbacObject object, List<BindingUsage> uses) {
        List<Replacement> replacements = uses.stream()
                .map(use -> Replacement.of(use, context.policy(), snapshot, settings.shape()))
                .toList();
        var replaced = new ArrayList<RbacObject>(
                uses.stream().map(it -> it.grant().binding()).toList());
        if (object instanceof Role) {
            replaced.add(object);
        }
        return new Replace(
                replacements.stream().flatMap(it -> it.roles().stream()).toList(),
                replacements.stream().flatMap(it -> it.bindings().stream()).toList(),
                replaced.stream()
                        .filter(it -> Owner.of(it.metadata()).isEmpty())
                        .map(RbacObject::key)
                        .toList(),
                replaced.stream().flatMap(Synthesis::owned).toList(),
                Explanation.of(replacements, split(uses, replacements)));
    }

    private List<Share> split(List<BindingUsage> uses, List<Replacement> replacements) {
        var split = new Split(context, settings.shape());
        return IntStream.range(0, uses.size())
                .boxed()
                .flatMap(i -> split.of(uses.get(i), replacements.get(i)).stream())
                .toList();
    }

    private static Stream<Owned> owned(RbacObject object) {
        return Owner.of(object.metadata()).map(owner -> new Owned(object.key(), owner)).stream();
    }

    private Suggestion proven(Replace suggestion, List<BindingUsage> uses) {
        return Proof.flaw(suggestion, uses, context).<Suggestion>map(None::new).orElse(suggestion);
    }
}
