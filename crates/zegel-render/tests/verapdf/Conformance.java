import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks the veraPDF engine about files. Arguments: pairs of a flavour (2a, 3a, ua1) and a file.
 * Prints one line a pair: flavour, file, "conforms" or the rules that are broken.
 */
public class Conformance {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        for (int i = 0; i + 1 < args.length; i += 2) {
            System.out.println(args[i] + "\t" + args[i + 1] + "\t" + ask(foundry, args[i], args[i + 1]));
        }
    }

    private static String ask(VeraPDFFoundry foundry, String flavourId, String path) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(flavourId);
        try (InputStream in = new FileInputStream(path);
                PDFAParser parser = foundry.createParser(in, flavour);
                PDFAValidator validator = foundry.createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return "conforms";
            }
            TreeSet<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber());
                }
            }
            return "breaks " + String.join(" ", broken);
        } catch (Exception error) {
            return "unreadable " + error.getClass().getSimpleName();
        }
    }
}
