package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Owner;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What to do about a violation. */
public sealed interface Suggestion {

    /**
     * Apply these, then delete those. Proven: everything used in the window stays allowed, and nothing is granted that was not before.
     *
     * @param roles new; none where nothing was used
     * @param bindings new, one or more for each role
     * @param delete what they replace and nobody would put back
     * @param owned what they replace and its owner would put back: to be changed there, by the same roles and bindings
     * @param explanation what a reader cannot see in the objects
     */
    record Replace(
            List<Role> roles,
            List<Binding> bindings,
            List<ObjectKey> delete,
            List<Owned> owned,
            Explanation explanation)
            implements Suggestion {

        public Replace {
            roles = List.copyOf(roles);
            bindings = List.copyOf(bindings);
            delete = List.copyOf(delete);
            owned = List.copyOf(owned);
        }

        /** Kept or dropped without evidence, each with its reason. */
        public List<UnobservableAccess> unobservable() {
            return explanation.unobservable();
        }
    }

    /** Nothing can be suggested, and why. */
    record None(String reason) implements Suggestion {}

    /** An object that somebody else keeps as it is. */
    record Owned(ObjectKey key, Owner owner) {}

    /**
     * Why the objects of a suggestion are what they are.
     *
     * @param unobservable kept or dropped without evidence
     * @param inferred kept though it was not seen, because something else was: list beside every watch
     * @param idle the replaced bindings that nothing needs, and why
     * @param split where subjects of one binding need different things: what each would need alone
     */
    record Explanation(
            List<UnobservableAccess> unobservable,
            SortedSet<Permission> inferred,
            List<IdleBinding> idle,
            List<Share> split) {

        /** Everything can be seen in the objects. */
        public static final Explanation NONE =
                new Explanation(List.of(), Collections.emptySortedSet(), List.of(), List.of());

        public Explanation {
            unobservable = List.copyOf(unobservable);
            inferred = Collections.unmodifiableSortedSet(new TreeSet<>(inferred));
            idle = List.copyOf(idle);
            split = List.copyOf(split);
        }

        static Explanation of(Collection<Replacement> replacements, List<Share> split) {
            var inferred = new TreeSet<Permission>();
            replacements.forEach(it -> inferred.addAll(it.kept().inferred()));
            return new Explanation(
                    replacements.stream()
                            .flatMap(it -> it.kept().unobservable().stream())
                            .toList(),
                    inferred,
                    replacements.stream().flatMap(it -> it.idle().stream()).toList(),
                    split);
        }
    }

    /**
     * A granted permission whose use no audit log shows.
     *
     * @param kept whether the suggested roles still grant it
     */
    record UnobservableAccess(String permission, boolean kept, String reason) {}

    /** A binding without which everybody could do what they did: unused, or redundant beside others. */
    record IdleBinding(ObjectKey binding, String reason) {}

    /** What one subject of a shared binding needs. */
    record Share(Subject subject, List<Role> roles, List<Binding> bindings) {

        public Share {
            roles = List.copyOf(roles);
            bindings = List.copyOf(bindings);
        }
    }
}
