package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The verbs of the Kubernetes API. */
public final class Verbs {

    /** Every verb, in a rule. */
    public static final String ALL = "*";

    /** What a request on a resource can be, in the order people write them. */
    public static final List<String> STANDARD =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    /**
     * What together is as good as every verb. deletecollection adds nothing: who may list and delete can delete a collection one by
     * one.
     */
    public static final List<String> FULL =
            STANDARD.stream().filter(verb -> !verb.equals("deletecollection")).toList();

    /** Standard verbs in {@link #STANDARD} order, then all others by name. */
    public static final Comparator<String> ORDER =
            Comparator.<String>comparingInt(Verbs::rank).thenComparing(Comparator.naturalOrder());

    private static final Map<String, Integer> RANKS =
            STANDARD.stream().collect(Collectors.toUnmodifiableMap(verb -> verb, STANDARD::indexOf));

    private Verbs() {}

    private static int rank(String verb) {
        return RANKS.getOrDefault(verb, STANDARD.size());
    }
}
