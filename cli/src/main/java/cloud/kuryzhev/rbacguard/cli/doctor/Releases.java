package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One release in a cluster: cluster roles, webhooks and the policy have one name each. */
final class Releases implements Check {

    private static final List<String> TRACES = List.of(
            "/apis/apps/v1/deployments?labelSelector=app.kubernetes.io/name%3Drbac-guard",
            "/apis/coordination.k8s.io/v1/leases?fieldSelector=metadata.name%3Drbac-guard-drift-controller");

    @Override
    public String name() {
        return "one release";
    }

    @Override
    public String why() {
        return "two drift controllers would file and delete each other's violations, and rotate each other's certificates away";
    }

    @Override
    public List<Seen> look(Site site) {
        var namespaces = new TreeSet<String>();
        for (String trace : TRACES) {
            Answer answer = site.api().get(trace);
            if (answer instanceof Answer.Refused refused) {
                return List.of(Seen.unknown("Deployments and Leases of all namespaces", refused));
            }
            Site.each(answer.json().path("items")).stream()
                    .filter(Releases::isAlive)
                    .map(it -> it.path("metadata").path("namespace").asText())
                    .forEach(namespaces::add);
        }
        namespaces.remove(site.namespace());
        return Stream.concat(
                        Stream.of(Seen.ok("release " + site.release() + " in namespace " + site.namespace())),
                        namespaces.stream().map(Releases::another))
                .skip(namespaces.isEmpty() ? 0 : 1)
                .toList();
    }

    /** A Lease outlives its release, without a holder. */
    private static boolean isAlive(JsonNode object) {
        JsonNode spec = object.path("spec");
        return !spec.has("leaseDurationSeconds")
                || !spec.path("holderIdentity").asText().isEmpty();
    }

    private static Seen another(String namespace) {
        return Seen.fail(
                "another one runs in namespace " + namespace,
                "keep one: helm list -A -f rbac-guard; helm uninstall <release> -n " + namespace);
    }
}
