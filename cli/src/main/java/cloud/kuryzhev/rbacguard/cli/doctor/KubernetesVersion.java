package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The API server's version: 1.30 or later, as the chart's {@code kubeVersion} says. */
final class KubernetesVersion implements Check {

    private static final int OLDEST = 30;

    @Override
    public String name() {
        return "kubernetes version";
    }

    @Override
    public String why() {
        return "before 1.30 a webhook has no matchConditions that can be relied on, and would hold up the control plane itself";
    }

    @Override
    public List<Seen> look(Site site) {
        Answer answer = site.api().get("/version");
        if (answer instanceof Answer.Refused refused) {
            return List.of(Seen.unknown("the version", refused));
        }
        JsonNode version = answer.json();
        String said = version.path("gitVersion").asText("of no version");
        try {
            int minor = Integer.parseInt(version.path("minor").asText().replaceAll("\\D.*", ""));
            return List.of(
                    minor >= OLDEST
                            ? Seen.ok(said)
                            : Seen.fail(said + ", older than 1.30", "upgrade Kubernetes to 1.30 or later"));
        } catch (NumberFormatException _) {
            return List.of(new Seen(Verdict.UNKNOWN, "the version is not understood: " + said, ""));
        }
    }
}
