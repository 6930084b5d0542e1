package cloud.kuryzhev.rbacguard.drift;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the drift controller. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DriftControllerApplication {

    /** Runs until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(DriftControllerApplication.class, args);
    }
}
