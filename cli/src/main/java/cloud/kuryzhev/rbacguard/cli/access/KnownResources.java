package cloud.kuryzhev.rbacguard.cli.access;

import static java.util.stream.Collectors.toUnmodifiableMap;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The resources of Kubernetes 1.36 itself: their API groups, and which belong to no namespace. */
final class KnownResources {

    private static final Map<String, String> GROUPS = Stream.of(
                    group(
                            "",
                            "configmaps componentstatuses endpoints events groups limitranges namespaces nodes"
                                    + " persistentvolumeclaims persistentvolumes pods podtemplates replicationcontrollers"
                                    + " resourcequotas secrets serviceaccounts services users"),
                    group("apps", "controllerrevisions daemonsets deployments replicasets statefulsets"),
                    group("batch", "cronjobs jobs"),
                    group("autoscaling", "horizontalpodautoscalers"),
                    group("networking.k8s.io", "ingressclasses ingresses ipaddresses networkpolicies servicecidrs"),
                    group("policy", "poddisruptionbudgets"),
                    group(Kind.API_GROUP, "clusterrolebindings clusterroles rolebindings roles"),
                    group(
                            "storage.k8s.io",
                            "csidrivers csinodes csistoragecapacities storageclasses volumeattachments"
                                    + " volumeattributesclasses"),
                    group(
                            "admissionregistration.k8s.io",
                            "mutatingadmissionpolicies mutatingadmissionpolicybindings"
                                    + " mutatingwebhookconfigurations validatingadmissionpolicies"
                                    + " validatingadmissionpolicybindings validatingwebhookconfigurations"),
                    group("apiextensions.k8s.io", "customresourcedefinitions"),
                    group("apiregistration.k8s.io", "apiservices"),
                    group("authentication.k8s.io", "selfsubjectreviews tokenreviews"),
                    group(
                            "authorization.k8s.io",
                            "localsubjectaccessreviews selfsubjectaccessreviews"
                                    + " selfsubjectrulesreviews subjectaccessreviews"),
                    group(
                            "certificates.k8s.io",
                            "certificatesigningrequests clustertrustbundles podcertificaterequests" + " signers"),
                    group("coordination.k8s.io", "leasecandidates leases"),
                    group("discovery.k8s.io", "endpointslices"),
                    group("flowcontrol.apiserver.k8s.io", "flowschemas prioritylevelconfigurations"),
                    group("node.k8s.io", "runtimeclasses"),
                    group("resource.k8s.io", "deviceclasses resourceclaims resourceclaimtemplates resourceslices"),
                    group("scheduling.k8s.io", "priorityclasses"))
            .flatMap(entries -> entries)
            .collect(toUnmodifiableMap(Entry::getKey, Entry::getValue));

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            ("componentstatuses groups namespaces nodes persistentvolumes users ingressclasses ipaddresses servicecidrs"
                            + " clusterrolebindings clusterroles csidrivers csinodes storageclasses volumeattachments"
                            + " volumeattributesclasses mutatingadmissionpolicies mutatingadmissionpolicybindings"
                            + " mutatingwebhookconfigurations validatingadmissionpolicies"
                            + " validatingadmissionpolicybindings validatingwebhookconfigurations"
                            + " customresourcedefinitions apiservices selfsubjectreviews tokenreviews"
                            + " selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews"
                            + " certificatesigningrequests clustertrustbundles signers flowschemas"
                            + " prioritylevelconfigurations runtimeclasses deviceclasses resourceslices"
                            + " priorityclasses")
                    .split(" "));

    private KnownResources() {}

    /** The API group of {@code resource}, without its subresource; empty for one that Kubernetes itself does not have. */
    static Optional<String> group(String resource) {
        return Optional.ofNullable(GROUPS.get(resource));
    }

    /** Whether {@code resource} of {@code group} is known to belong to no namespace. */
    static boolean isClusterScoped(String group, String resource) {
        return CLUSTER_SCOPED.contains(resource) && group.equals(GROUPS.get(resource));
    }

    private static Stream<Entry<String, String>> group(String group, String resources) {
        return Stream.of(resources.split(" ")).map(resource -> Map.entry(resource, group));
    }
}
