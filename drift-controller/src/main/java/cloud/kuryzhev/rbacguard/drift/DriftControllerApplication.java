package cloud.kuryzhev.rbacguard.drift;

import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the drift controller. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DriftControllerApplication {

    /** Runs until it is told to stop, or does what {@link StoreCommand} says and ends. */
    public static void main(String[] args) throws IOException {
        if (StoreCommand.isOne(args)) {
            System.exit(new StoreCommand(System.in, System.out, System.err).run(args));
        }
        SpringApplication.run(DriftControllerApplication.class, args);
    }
}
