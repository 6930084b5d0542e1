package cloud.kuryzhev.rbacguard.admission.training;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The few lists and watches of an API server that the service reads; nothing in them changes. */
final class MadeUpCluster extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int OBJECTS = 2_000;
    private static final String META = """
            "metadata":{"name":"made-up-%1$d","namespace":"namespace-%1$d","uid":"00000000-0000-0000-0000-%1$012d","resourceVersion":"1",
            "creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app.kubernetes.io/name":"made-up"},"managedFields":[{"manager":"kubectl",
            "operation":"Update","apiVersion":"rbac.authorization.k8s.io/v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1",
            "fieldsV1":{"f:roleRef":{},"f:subjects":{}}}]}""";
    private static final String ROLE = "{" + META + """
            ,"rules":[{"verbs":["get","list","watch"],"apiGroups":["","apps"],"resources":["pods","deployments"]}]}""";
    private static final String BINDING = "{" + META + """
            ,"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"made-up-%1$d"},
            "subjects":[{"kind":"ServiceAccount","name":"made-up-%1$d","namespace":"namespace-%1$d"}]}""";

    private final transient CountDownLatch end = new CountDownLatch(1);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("Upgrade") != null) {
            return; // no WebSocket here: the client asks again without
        }
        response.setContentType("application/json");
        if (request.getParameter("watch") != null) {
            response.flushBuffer();
            hold();
        } else {
            response.getWriter().write(answer(request.getRequestURI().replaceFirst(".*/", "")));
        }
    }

    private static String answer(String resource) {
        return switch (resource) {
            case "clusterroles" -> list("ClusterRole", ROLE);
            case "roles" -> list("Role", ROLE);
            case "clusterrolebindings" -> list("ClusterRoleBinding", BINDING);
            case "rolebindings" -> list("RoleBinding", BINDING);
            case "serviceaccounts" -> list("ServiceAccount", "{" + META + "}");
            case "configmaps" -> list("ConfigMap", "", 0);
            default -> "\"ok\"";
        };
    }

    private static String list(String kind, String item) {
        return list(kind, item, OBJECTS);
    }

    private static String list(String kind, String item, int count) {
        String group = kind.contains("Role") ? "rbac.authorization.k8s.io/v1" : "v1";
        return IntStream.range(0, count)
                .mapToObj(item::formatted)
                .collect(Collectors.joining(
                        ",",
                        "{\"apiVersion\":\"%s\",\"kind\":\"%sList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                                .formatted(group, kind),
                        "]}"));
    }

    private void hold() {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void destroy() {
        end.countDown();
    }
}
