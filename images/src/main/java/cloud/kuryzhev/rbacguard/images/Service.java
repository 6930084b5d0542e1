package cloud.kuryzhev.rbacguard.images;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of both services.
 *
 * @param options of its JVM
 * @param cached options that need the runtime that the AOT cache was trained with
 */
record Service(String name, List<String> options, List<String> cached, List<Integer> ports) {

    static final List<Service> ALL = List.of(
            new Service(
                    "admission", List.of("@jvm.options"), List.of("-XX:AOTCache=admission.aot"), List.of(8443, 8080)),
            new Service(
                    "drift-controller",
                    List.of(
                            "-XX:MaxRAMPercentage=60",
                            "-XX:+ExitOnOutOfMemoryError",
                            "--enable-native-access=ALL-UNNAMED"),
                    List.of(),
                    List.of(8080, 9443)));

    /** The command that starts it, in its folder. */
    List<String> command(String java, boolean trained) {
        return Stream.of(List.of(java), options, trained ? cached : List.<String>of(), List.of("-jar", name + ".jar"))
                .flatMap(List::stream)
                .toList();
    }
}
