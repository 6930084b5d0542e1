package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Comparator;

/** One atom of access: what one authorised request needs, and what a grant is made of. */
public sealed interface Permission extends Comparable<Permission> {

    /** The verb, exact and case-sensitive. */
    String verb();

    /**
     * Whether a rule can allow just this. A client may ask for a resource called {@code *}, and a rule that says so allows all of
     * them.
     */
    boolean isExact();

    /**
     * A verb on a resource.
     *
     * @param apiGroup {@code ""} is the core group
     * @param resource with its subresource: {@code pods}, {@code pods/exec}
     * @param name {@code ""} where the request names no object; a rule with names never covers such a request
     * @param namespace {@code ""} for cluster-scoped resources and for requests over all namespaces: only a cluster-wide grant covers it
     */
    record OnResource(String verb, String apiGroup, String resource, String name, String namespace)
            implements Permission {

        @Override
        public boolean isExact() {
            return !verb.contains(Verbs.ALL) && !apiGroup.contains(Verbs.ALL) && !resource.contains(Verbs.ALL);
        }

        /** The same permission on every object of that resource. */
        public OnResource withoutName() {
            return name.isEmpty() ? this : new OnResource(verb, apiGroup, resource, "", namespace);
        }

        @Override
        public String toString() {
            return verb + " " + resource + (apiGroup.isEmpty() ? "" : "." + apiGroup)
                    + (name.isEmpty() ? "" : " " + name) + (namespace.isEmpty() ? "" : " -n " + namespace);
        }
    }

    /**
     * A verb on a non-resource URL.
     *
     * @param verb the lower-cased HTTP method
     * @param path without the query string
     */
    record OnUrl(String verb, String path) implements Permission {
        @Override
        public boolean isExact() {
            return !verb.contains(Verbs.ALL) && !path.contains(Verbs.ALL);
        }

        @Override
        public String toString() {
            return verb + (path.startsWith("/") ? " " : " URL ") + path;
        }
    }

    /** By namespace, API group, resource, name, then verb; URLs last. */
    @Override
    default int compareTo(Permission other) {
        return switch (this) {
            case OnResource mine -> other instanceof OnResource theirs ? Order.resources(mine, theirs) : -1;
            case OnUrl mine -> other instanceof OnUrl theirs ? Order.URLS.compare(mine, theirs) : 1;
        };
    }

    /** The comparators behind {@link #compareTo}. */
    final class Order {
        private static final Comparator<OnUrl> URLS =
                Comparator.comparing(OnUrl::path).thenComparing(OnUrl::verb, Verbs.ORDER);

        private Order() {}

        /** Without a chain of comparators: sorted maps of thousands spend most of their time here. */
        private static int resources(OnResource one, OnResource other) {
            int order = one.namespace().compareTo(other.namespace());
            order = order != 0 ? order : one.apiGroup().compareTo(other.apiGroup());
            order = order != 0 ? order : one.resource().compareTo(other.resource());
            order = order != 0 ? order : one.name().compareTo(other.name());
            return order != 0 ? order : Verbs.ORDER.compare(one.verb(), other.verb());
        }
    }
}
