package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Comparator;

/** Somebody a binding can grant to, as in {@code rbac.authorization.k8s.io/v1} {@code Subject}. */
public sealed interface Subject extends Comparable<Subject> {

    /** The user name prefix of every service account ({@code k8s.io/apiserver/pkg/authentication/serviceaccount}). */
    String SERVICE_ACCOUNT_PREFIX = "system:serviceaccount:";

    /** The subject's name as the authenticator spells it: the user name, the group's name, {@code system:serviceaccount:<ns>:<name>}. */
    String authenticatedName();

    /** A user. A service account written as a user is a {@link ServiceAccount}: build from names with {@link #ofUsername}. */
    record User(String name) implements Subject {
        @Override
        public String authenticatedName() {
            return name;
        }

        @Override
        public String toString() {
            return "User " + name;
        }
    }

    /** A group. */
    record Group(String name) implements Subject {
        @Override
        public String authenticatedName() {
            return name;
        }

        @Override
        public String toString() {
            return "Group " + name;
        }
    }

    /** A service account; an empty namespace, possible in a ClusterRoleBinding only, applies to nobody. */
    record ServiceAccount(String namespace, String name) implements Subject {
        @Override
        public String authenticatedName() {
            return SERVICE_ACCOUNT_PREFIX + namespace + ":" + name;
        }

        @Override
        public String toString() {
            return "ServiceAccount " + namespace + "/" + name;
        }
    }

    /** The user or service account that the authenticator calls {@code username}. */
    static Subject ofUsername(String username) {
        if (username.startsWith(SERVICE_ACCOUNT_PREFIX)) {
            String[] parts = username.substring(SERVICE_ACCOUNT_PREFIX.length()).split(":", -1);
            if (parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()) {
                return new ServiceAccount(parts[0], parts[1]);
            }
        }
        return new User(username);
    }

    /** The same subject, a service account as one also where it is written as a user. */
    static Subject canonical(Subject subject) {
        return subject instanceof User(String name) ? ofUsername(name) : subject;
    }

    /** Users first, then groups, then service accounts, each by name: the order of every list that people read. */
    @Override
    default int compareTo(Subject other) {
        return Order.SUBJECTS.compare(this, other);
    }

    /** The comparator behind {@link #compareTo}. */
    final class Order {
        // two service accounts can share an authenticated name: a:b/c and a/b:c
        private static final Comparator<Subject> SUBJECTS = Comparator.comparingInt(Order::rank)
                .thenComparing(Subject::authenticatedName)
                .thenComparing(Subject::toString);

        private Order() {}

        private static int rank(Subject subject) {
            return switch (subject) {
                case User _ -> 0;
                case Group _ -> 1;
                case ServiceAccount _ -> 2;
            };
        }
    }
}
