package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.Container;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.Mount;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.PodFacts;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts.Volume;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads from a pod's {@code spec} which account it has, and which volumes are mounted where. */
final class PodReader {

    private String serviceAccount = "";
    private List<Volume> volumes = List.of();
    private final List<Container> containers = new ArrayList<>();

    PodFacts facts() {
        return new PodFacts(serviceAccount, volumes, containers);
    }

    /** Reads the value if it is of those fields; otherwise it is left as it stands. */
    boolean reads(String field, JsonParser json) throws IOException {
        switch (field) {
            case "serviceAccountName" -> serviceAccount = JsonFields.string(json);
            case "volumes" -> volumes = JsonFields.list(json, PodReader::volume);
            case "containers", "initContainers" -> {
                List<List<Mount>> mounts = JsonFields.list(json, PodReader::mountsOfContainer);
                for (int index = 0; index < mounts.size(); index++) {
                    containers.add(new Container(field, index, mounts.get(index)));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Volume volume(JsonParser json) throws IOException {
        var fields = new VolumeFields();
        JsonFields.object(json, fields::field);
        return new Volume(fields.name, fields.sources);
    }

    private static final class VolumeFields {
        private String name = "";
        private List<String> sources = List.of();

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "name" -> name = JsonFields.string(json);
                case "projected" -> JsonFields.object(json, this::projectedField);
                default -> json.skipChildren();
            }
        }

        private void projectedField(String field, JsonParser json) throws IOException {
            if (field.equals("sources")) {
                sources = JsonFields.list(json, VolumeFields::keys).stream()
                        .flatMap(List::stream)
                        .toList();
            } else {
                json.skipChildren();
            }
        }

        private static List<String> keys(JsonParser json) throws IOException {
            var keys = new ArrayList<String>();
            JsonFields.object(json, (field, value) -> {
                keys.add(field);
                value.skipChildren();
            });
            return keys;
        }
    }

    private static List<Mount> mountsOfContainer(JsonParser json) throws IOException {
        var mounts = new ArrayList<Mount>();
        JsonFields.object(json, (field, value) -> {
            if (field.equals("volumeMounts")) {
                mounts.addAll(JsonFields.list(value, PodReader::mount));
            } else {
                value.skipChildren();
            }
        });
        return mounts;
    }

    private static Mount mount(JsonParser json) throws IOException {
        var fields = new MountFields();
        JsonFields.object(json, fields::field);
        return new Mount(fields.name, fields.path);
    }

    private static final class MountFields {
        private String name = "";
        private String path = "";

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "name" -> name = JsonFields.string(json);
                case "mountPath" -> path = JsonFields.string(json);
                default -> json.skipChildren();
            }
        }
    }
}
