package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Somebody in a generated cluster: a user or a service account, one time in four in a team of four. */
record Actor(Subject subject, SortedSet<String> groups) {

    static Actor number(int number) {
        var groups = new TreeSet<>(Set.of("system:authenticated"));
        if (number % 4 == 0) {
            groups.add("proof-team-" + number % 60);
        }
        return new Actor(
                number % 2 == 0
                        ? new Subject.User("proof-user-" + number)
                        : new Subject.ServiceAccount("proof-1", "proof-account-" + number),
                groups);
    }

    boolean isReachedBy(Binding binding) {
        return binding.subjects().stream().anyMatch(it -> Membership.reaches(it, subject, groups));
    }
}
