package cloud.kuryzhev.rbacguard.drift.telling;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/** JSON of others. */
record Json(KubernetesSerialization serialization) {

    String write(Object value) {
        return serialization.asJson(value);
    }

    Map<?, ?> object(String text) throws NotTold {
        return read(text, Map.class);
    }

    List<?> list(String text) throws NotTold {
        return read(text, List.class);
    }

    private <T> T read(String text, Class<T> type) throws NotTold {
        try {
            return serialization.unmarshal(text, type);
        } catch (KubernetesClientException | ClassCastException | IllegalArgumentException _) {
            throw new NotTold(Answer.busy("an answer that is not the JSON that was expected"));
        }
    }

    /** A member that is text; {@code ""} if there is none. */
    static String string(Map<?, ?> object, String member) {
        return object.get(member) instanceof String text ? text : "";
    }
}
