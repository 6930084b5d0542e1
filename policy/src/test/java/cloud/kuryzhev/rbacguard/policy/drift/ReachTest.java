package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is found by index is what is found by asking {@link Membership} about everybody. */
class ReachTest {

    private static final List<Subject> SUBJECTS = List.of(
            new Subject.User("jane"),
            new Subject.User("system:anonymous"),
            new Subject.User("system:serviceaccount:n2:b"),
            new Subject.User("dev"),
            new Subject.Group("dev"),
            new Subject.Group("jane"),
            new Subject.Group("system:authenticated"),
            new Subject.Group("system:unauthenticated"),
            new Subject.Group("system:serviceaccounts"),
            new Subject.Group("system:serviceaccounts:n1"),
            new Subject.ServiceAccount("n1", "a"),
            new Subject.ServiceAccount("n2", "b"),
            new Subject.ServiceAccount("", "a"));

    private static final SortedMap<Subject, SubjectUsage> SEEN = new TreeMap<>();

    static {
        see(new Subject.User("jane"), "dev");
        see(new Subject.User("eve"));
        see(new Subject.User("system:anonymous"));
        see(new Subject.User("system:serviceaccount:a:b/c"));
        see(new Subject.ServiceAccount("n1", "a"), "dev");
        see(new Subject.ServiceAccount("n2", "b"));
        see(new Subject.User("system:serviceaccount:n2:b"), "dev");
        see(new Subject.ServiceAccount("n3", "b"));
    }

    private static void see(Subject actor, String... groups) {
        SEEN.put(actor, new SubjectUsage(new TreeSet<>(List.of(groups)), new TreeMap<>(), new TreeMap<>()));
    }

    @Test
    void actorsAreFoundByWhomIsGrantedTo() {
        var actors = new Actors(SEEN);

        for (List<Subject> granted : pairs()) {
            assertThat(actors.reachedBy(granted).keySet())
                    .as("reached by %s", granted)
                    .containsExactlyElementsOf(SEEN.keySet().stream()
                            .filter(actor -> reaches(granted, actor))
                            .toList());
        }
    }

    @Test
    void bindingsAreFoundByWhomTheyReach() {
        List<Grant> grants = grants();
        var bySubject = new GrantsBySubject(grants.stream());

        SEEN.forEach((actor, usage) -> assertThat(bySubject.reaching(actor, usage.groups()))
                .as("what reaches %s", actor)
                .containsExactlyElementsOf(grants.stream()
                        .filter(grant -> reaches(grant.binding().subjects(), actor))
                        .toList()));
    }

    private static boolean reaches(List<Subject> granted, Subject actor) {
        return granted.stream()
                .anyMatch(it -> Membership.reaches(
                        it, actor, SEEN.getOrDefault(actor, SubjectUsage.NONE).groups()));
    }

    /** In the order of their keys. */
    private static List<Grant> grants() {
        var grants = new ArrayList<Grant>();
        for (List<Subject> granted : pairs()) {
            Binding binding =
                    clusterRoleBinding("b%03d".formatted(grants.size()), "r", granted.toArray(Subject[]::new));
            grants.add(new Grant(binding, List.of()));
        }
        return grants;
    }

    private static List<List<Subject>> pairs() {
        return SUBJECTS.stream()
                .flatMap(one -> SUBJECTS.stream().map(other -> List.of(one, other)))
                .toList();
    }
}
