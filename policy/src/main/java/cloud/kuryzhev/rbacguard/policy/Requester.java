package cloud.kuryzhev.rbacguard.policy;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who makes a request, as the API server authenticated them ({@code k8s.io/api/authentication/v1} {@code UserInfo}).
 *
 * @param username of a service account {@code system:serviceaccount:<namespace>:<name>}
 */
public record Requester(String username, SortedSet<String> groups) {

    public Requester {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /** A requester in these groups. */
    public static Requester of(String username, String... groups) {
        return new Requester(username, new TreeSet<>(Set.of(groups)));
    }
}
