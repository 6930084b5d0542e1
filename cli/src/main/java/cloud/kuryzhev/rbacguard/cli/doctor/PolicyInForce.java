package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.policy.Mode;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.yaml.PolicyReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** ConfigMap {@code kube-system/rbac-audit-policy}: there, readable as the services read it, editable, and what its mode is. */
final class PolicyInForce implements Check {

    private static final String PATH = "/api/v1/namespaces/kube-system/configmaps/rbac-audit-policy";
    private static final String KEY = "policy.yaml";
    private static final String EDIT = "kubectl -n kube-system edit configmap rbac-audit-policy";

    @Override
    public String name() {
        return "policy";
    }

    @Override
    public String why() {
        return "it says what is refused; one that cannot be read changes nothing, and a restarted service begins with the default one";
    }

    @Override
    public List<Seen> look(Site site) {
        return switch (site.api().get(PATH)) {
            case Answer.Absent _ ->
                List.of(Seen.warn(
                        "ConfigMap kube-system/rbac-audit-policy is not there: the default policy is in force",
                        site.upgrade()));
            case Answer.Refused refused -> List.of(Seen.unknown("ConfigMap kube-system/rbac-audit-policy", refused));
            case Answer.Found found -> look(found.json(), site);
        };
    }

    /** The mode in force, as far as can be known. */
    static Mode mode(Site site) {
        JsonNode text = site.api().get(PATH).json().path("data").path(KEY);
        return PolicyReader.read(text.asText(), site.now()) instanceof PolicyReading.Usable usable
                ? usable.policy().mode()
                : Policy.DEFAULT.mode();
    }

    private static List<Seen> look(JsonNode configMap, Site site) {
        if (!configMap.path("data").has(KEY)) {
            return List.of(Seen.warn("the ConfigMap has no key " + KEY + ": the default policy is in force", EDIT));
        }
        var seen = new ArrayList<Seen>();
        switch (PolicyReader.read(configMap.path("data").path(KEY).asText(), site.now())) {
            case PolicyReading.Unusable it -> seen.add(Seen.fail("it cannot be used: " + joined(it.problems()), EDIT));
            case PolicyReading.Usable it -> {
                seen.add(mode(it.policy(), site));
                it.notes().forEach(note -> seen.add(Seen.warn(note.toString(), EDIT)));
            }
        }
        if (configMap.path("immutable").asBoolean()) {
            seen.add(Seen.warn(
                    "the ConfigMap is immutable: nobody can edit the policy, not in an emergency either",
                    "kubectl -n kube-system delete configmap rbac-audit-policy && " + site.upgrade()));
        }
        return seen;
    }

    private static Seen mode(Policy policy, Site site) {
        String said = "mode " + policy.mode() + ", policy " + policy.hash();
        return policy.mode() == Mode.ENFORCE
                ? Seen.ok(said)
                : Seen.warn(said + ": nothing is refused", site.upgrade("--set mode=enforce"));
    }

    private static String joined(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }
}
