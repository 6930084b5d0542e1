package cloud.kuryzhev.rbacguard.policy.rbac;

import cloud.kuryzhev.rbacguard.policy.rbac.Origin.FieldWriter;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.OwnerReference;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What would put an object back, were it edited in the cluster.
 *
 * @param name as people say it: {@code Helm release monitoring/prometheus}
 * @param change where to change the object instead; ends a sentence such as "it belongs to …: …"
 */
public record Owner(String name, String change) {

    private static final String FLUX = ".toolkit.fluxcd.io/";
    private static final String CSV = "ClusterServiceVersion";

    /** Field managers of people, and of libraries that say nothing of the program. */
    private static final String BY_HAND = "kubectl.*|fabric8.*|Go-http-client|before-first-apply|unknown|rbac-guard.*";

    /** Who owns the object with {@code metadata}; empty if nobody says so. The most exact word counts. */
    public static Optional<Owner> of(Metadata metadata) {
        SortedMap<String, String> labels = metadata.labels();
        SortedMap<String, String> annotations = metadata.annotations();
        return argo(labels, annotations)
                .or(() -> flux("kustomize", "Flux Kustomization", labels))
                .or(() -> flux("helm", "Flux HelmRelease", labels))
                .or(() -> olm(labels))
                .or(() -> helm(labels, annotations))
                .or(() -> metadata.origin().owners().stream().findFirst().map(Owner::of))
                .or(() -> metadata.origin()
                        .writers()
                        .flatMap(it -> of(it, labels).stream())
                        .findFirst())
                .or(() -> managedBy(labels));
    }

    private static Optional<Owner> argo(Map<String, String> labels, Map<String, String> annotations) {
        return text(annotations, "argocd.argoproj.io/tracking-id")
                .map(id -> id.split(":", 2)[0])
                .or(() -> text(labels, "argocd.argoproj.io/instance"))
                .map(Owner::argo);
    }

    private static Owner argo(String application) {
        return new Owner(
                "Argo CD Application " + application,
                "change it in the repository that the Application is synced from");
    }

    private static Optional<Owner> flux(String controller, String kind, Map<String, String> labels) {
        return text(labels, controller + FLUX + "name")
                .map(name -> new Owner(
                        kind + " " + in(labels, controller + FLUX + "namespace", name),
                        "change it in the source that Flux reconciles from"));
    }

    private static Optional<Owner> olm(Map<String, String> labels) {
        return text(labels, "olm.owner").map(name -> olm(in(labels, "olm.owner.namespace", name)));
    }

    private static Owner olm(String name) {
        return new Owner(
                "OLM " + CSV + " " + name,
                "change spec.install.spec.permissions or clusterPermissions of the operator's bundle, or ask its maker");
    }

    private static Optional<Owner> helm(Map<String, String> labels, Map<String, String> annotations) {
        return text(annotations, "meta.helm.sh/release-name")
                .map(name -> in(annotations, "meta.helm.sh/release-namespace", name))
                .or(() -> text(labels, "app.kubernetes.io/managed-by")
                        .filter(it -> it.equals("Helm") || it.equals("Tiller"))
                        .map(_ -> labels.getOrDefault("app.kubernetes.io/instance", "")))
                .map(Owner::helm);
    }

    private static Owner helm(String release) {
        return new Owner(
                ("Helm release " + release).strip(),
                "change the chart's values, or its templates, and upgrade the release");
    }

    private static Owner of(OwnerReference reference) {
        return reference.kind().equals(CSV)
                ? olm(reference.name())
                : new Owner(
                        reference.kind() + " " + reference.name(), "change it there, or ask for it where that is made");
    }

    private static Optional<Owner> of(FieldWriter manager, Map<String, String> labels) {
        return switch (manager.name()) {
            case "helm" -> Optional.of(helm(labels.getOrDefault("app.kubernetes.io/instance", "")));
            case "argocd-controller", "argocd-application-controller" ->
                Optional.of(argo(labels.getOrDefault("app.kubernetes.io/instance", "of an unknown name")));
            case String name when !manager.applies() || name.matches(BY_HAND) -> Optional.empty();
            case String name -> Optional.of(applier(name));
        };
    }

    private static Owner applier(String name) {
        return new Owner("field manager " + name, "it applies the object from a source of its own: change it there");
    }

    private static Optional<Owner> managedBy(Map<String, String> labels) {
        return text(labels, "app.kubernetes.io/managed-by")
                .filter(name -> !name.matches(BY_HAND))
                .map(name -> new Owner(name, "its label app.kubernetes.io/managed-by says so: change it there"));
    }

    private static String in(Map<String, String> map, String namespace, String name) {
        return text(map, namespace).map(it -> it + "/" + name).orElse(name);
    }

    private static Optional<String> text(Map<String, String> map, String key) {
        return Optional.ofNullable(map.get(key)).filter(it -> !it.isBlank());
    }

    @Override
    public String toString() {
        return name;
    }
}
