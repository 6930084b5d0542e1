package cloud.kuryzhev.rbacguard.cli.state;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** The live cluster's API server, as the person who asks may ask it. */
public final class LiveApi implements Api, AutoCloseable {

    private final KubernetesClient client;

    LiveApi(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Answer get(String path) {
        return ask(path, "GET", null);
    }

    @Override
    public Answer create(String path, String body) {
        return ask(path, "POST", body);
    }

    /** Where it is. */
    public String address() {
        return client.getMasterUrl().toString();
    }

    private Answer ask(String path, String method, @Nullable String body) {
        try {
            String text = client.raw(path, method, body);
            return text == null ? new Answer.Absent() : new Answer.Found(text);
        } catch (KubernetesClientException e) {
            return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    ? new Answer.Absent()
                    : new Answer.Refused(e.getCode(), why(e));
        }
    }

    private static String why(KubernetesClientException e) {
        boolean told = e.getStatus() != null && e.getStatus().getMessage() != null;
        String why = told ? e.getStatus().getMessage() : deepest(e);
        return why.lines().findFirst().orElse("no reason was given");
    }

    /** The outer messages only say that something failed. */
    private static String deepest(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
