package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What both services say of themselves, asked through the API server. */
final class Health implements Check {

    @Override
    public String name() {
        return "health";
    }

    @Override
    public String why() {
        return "a service that is up may still lack something, such as events, a policy or the API server";
    }

    @Override
    public List<Seen> look(Site site) {
        return Stream.of("rbac-guard-admission", "rbac-guard-drift-controller")
                .map(it -> look(it, site))
                .toList();
    }

    /** What {@code service} has at {@code path} of the port for those who look after it. */
    static Answer ask(Site site, String service, String path) {
        List<String> ports =
                Site.each(site.here("/api/v1", "services/" + service)
                                .json()
                                .path("spec")
                                .path("ports"))
                        .stream()
                        .map(it -> it.path("name").asText())
                        .filter(it -> it.equals("management") || it.equals("metrics"))
                        .toList();
        return ports.isEmpty()
                ? new Answer.Absent()
                : site.here("/api/v1", "services/" + service + ":" + ports.getFirst() + "/proxy" + path);
    }

    private static Seen look(String service, Site site) {
        String fix = "kubectl -n " + site.namespace() + " logs deployment/" + service;
        return switch (ask(site, service, "/health/readiness")) {
            case Answer.Absent _ -> new Seen(Verdict.UNKNOWN, service + " has no Service that could be asked", "");
            case Answer.Refused refused ->
                new Seen(Verdict.UNKNOWN, service + " could not be asked: " + refused.why(), "see \"replicas\"");
            case Answer.Found found -> {
                JsonNode health = found.json();
                String status = health.path("status").asText("unknown");
                yield status.equals("UP")
                        ? Seen.ok(service + " is up")
                        : Seen.warn(service + " is " + status + reasons(health.path("components")), fix);
            }
        };
    }

    private static String reasons(JsonNode components) {
        return components
                .propertyStream()
                .filter(it -> !it.getValue().path("status").asText().equals("UP"))
                .map(it -> "; " + it.getKey() + ": "
                        + it.getValue()
                                .path("details")
                                .path("reason")
                                .asText(it.getValue().path("status").asText()))
                .sorted()
                .collect(Collectors.joining());
    }
}
