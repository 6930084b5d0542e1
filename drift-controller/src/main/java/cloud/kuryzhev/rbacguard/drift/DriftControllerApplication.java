package cloud.kuryzhev.rbacguard.drift;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the drift controller. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DriftControllerApplication {

    /** Runs until it is told to stop, or does what {@link StoreCommand} or {@link DenialCheck} says and ends. */
    public static void main(String[] args) throws IOException {
        if (StoreCommand.isOne(args)) {
            System.exit(new StoreCommand(System.in, System.out, System.err).run(args));
        }
        if (DenialCheck.isOne(args)) {
            try (var client = new KubernetesClientBuilder().build()) {
                System.exit(new DenialCheck(client, System.out).run(args[1]));
            }
        }
        SpringApplication.run(DriftControllerApplication.class, args);
    }
}
