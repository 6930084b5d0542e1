package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Both Deployments, and whether their pods are ready. */
final class Replicas implements Check {

    @Override
    public String name() {
        return "replicas";
    }

    @Override
    public String why() {
        return "without the admission service nobody can hand out roles; without the drift controller nothing is found, and certificates expire";
    }

    @Override
    public List<Seen> look(Site site) {
        return Stream.of("rbac-guard-admission", "rbac-guard-drift-controller")
                .map(it -> look(it, site))
                .toList();
    }

    private static Seen look(String name, Site site) {
        return switch (site.here("/apis/apps/v1", "deployments/" + name)) {
            case Answer.Refused refused -> Seen.unknown("Deployment " + name, refused);
            case Answer.Absent _ ->
                site.outside()
                        ? Seen.ok(name + " runs outside of the cluster")
                        : Seen.fail("Deployment " + site.namespace() + "/" + name + " is not there", site.upgrade());
            case Answer.Found found -> look(name, found.json(), site);
        };
    }

    private static Seen look(String name, JsonNode deployment, Site site) {
        int wanted = deployment.path("spec").path("replicas").asInt(1);
        int ready = deployment.path("status").path("readyReplicas").asInt();
        String said = name + ": " + ready + " of " + wanted + " ready";
        String service = name.replace("rbac-guard-", "");
        String describe = "kubectl -n " + site.namespace() + " describe pod -l app.kubernetes.io/component=" + service;
        if (wanted == 0) {
            return Seen.fail(
                    said + ": scaled to none",
                    "kubectl -n " + site.namespace() + " scale deployment " + name + " --replicas="
                            + (service.equals("admission") ? 2 : 1));
        }
        if (ready == 0) {
            return Seen.fail(said + reasons(deployment), describe);
        }
        if (ready < wanted) {
            return Seen.warn(said + reasons(deployment), describe);
        }
        return service.equals("admission") && wanted == 1
                ? Seen.warn(
                        said + ": while it is replaced or its node is away, roles cannot be changed",
                        site.upgrade("--set admission.replicas=2"))
                : Seen.ok(said);
    }

    private static String reasons(JsonNode deployment) {
        return Site.each(deployment.path("status").path("conditions")).stream()
                .filter(it -> !it.path("status").asText().equals("True")
                        || it.path("type").asText().equals("ReplicaFailure"))
                .map(it -> it.path("message").asText())
                .filter(it -> !it.isEmpty())
                .map(it -> "; " + it)
                .collect(Collectors.joining());
    }
}
