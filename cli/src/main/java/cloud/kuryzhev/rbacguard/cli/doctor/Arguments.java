package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import java.util.List;
import java.util.Optional;

/** What the drift controller's pods are started with; none if there is no Deployment, or it may not be read. */
record Arguments(boolean known, List<String> list) {

    static Arguments of(Site site) {
        Answer answer = site.here("/apis/apps/v1", "deployments/rbac-guard-drift-controller");
        return new Arguments(
                answer instanceof Answer.Found, Site.texts(answer.json().at("/spec/template/spec/containers/0/args")));
    }

    /** The value of {@code --rbac-guard.<property>=}, if it is set to something. */
    Optional<String> value(String property) {
        String prefix = "--rbac-guard." + property + "=";
        return list.stream()
                .filter(it -> it.startsWith(prefix))
                .map(it -> it.substring(prefix.length()))
                .filter(it -> !it.isEmpty())
                .findFirst();
    }

    boolean has(String prefix) {
        return list.stream().anyMatch(it -> it.startsWith("--rbac-guard." + prefix));
    }
}
