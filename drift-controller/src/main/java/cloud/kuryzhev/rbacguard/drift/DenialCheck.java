package cloud.kuryzhev.rbacguard.drift;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintStream;

/**
 * What {@code helm test} runs, as {@code test <namespace>}: a binding of {@code system:anonymous} to a role that grants nothing must be
 * refused, and by this guard. It is a dry run: nothing is created either way.
 */
record DenialCheck(KubernetesClient client, PrintStream out) {

    private static final String RULE = "forbidden_subject:system:anonymous";

    /** Whether {@code args} are for this, and not for the service. */
    static boolean isOne(String... args) {
        return args.length == 2 && args[0].equals("test");
    }

    /** The exit status: 0 if it was refused. */
    int run(String namespace) {
        try {
            client.resource(anonymous(namespace)).dryRun().create();
            out.println(
                    "rbac-guard: not refused: a RoleBinding of system:anonymous passes in namespace " + namespace
                            + ". Is the policy in mode enforce, and does it forbid system:anonymous? kubectl get configmap"
                            + " -n kube-system rbac-audit-policy -o yaml; kubectl get validatingwebhookconfiguration rbac-guard");
            return 1;
        } catch (KubernetesClientException e) {
            String why = String.valueOf(e.getMessage());
            boolean refused = why.contains(RULE);
            out.println("rbac-guard: " + (refused ? "refused, as it should be: " : "refused, but not by the guard: ")
                    + why);
            return refused ? 0 : 1;
        }
    }

    private static RoleBinding anonymous(String namespace) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName("rbac-guard-test-anonymous")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "rbac-guard-test-nothing")
                .addNewSubject("rbac.authorization.k8s.io", "User", "system:anonymous", null)
                .build();
    }
}
