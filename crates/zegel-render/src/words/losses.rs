//! The loss report in words: each code in each language.

use zegel_model::LossCode;

use crate::transcript::Language;

/// Returns what a code means, for a person.
pub fn loss(code: LossCode, language: Language) -> &'static str {
    let words = all(code);
    match language {
        Language::Nl => words[0],
        Language::En => words[1],
        Language::Fr => words[2],
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one row per code, and the compiler asks for each")]
fn all(code: LossCode) -> [&'static str; 3] {
    match code {
        LossCode::RouteLimits => [
            "Deze manier van vastleggen bevat nooit aangehaalde berichten, reacties, doorsturen, leesbevestigingen en eerdere versies.",
            "This way of capturing never holds quoted messages, reactions, forwards, receipts or earlier versions.",
            "Ce mode de saisie ne contient jamais de messages cités, réactions, transferts, accusés de lecture ni versions antérieures.",
        ],
        LossCode::ScreenshotLimits => [
            "Een schermafdruk toont wat op het scherm stond: niets daarboven of daaronder, geen nummers, geen bewerkingen, geen precieze tijden.",
            "A screenshot shows what was on the screen: nothing above or below it, no numbers, no edits, no exact times.",
            "Une capture d’écran montre ce qui était à l’écran : rien au-dessus ni en dessous, ni numéros, ni modifications, ni heures exactes.",
        ],
        LossCode::TypedText => [
            "De tekst naast de afbeeldingen is door een mens overgetypt of nagekeken.",
            "The text beside the pictures was typed or checked by a person.",
            "Le texte à côté des images a été retapé ou vérifié par une personne.",
        ],
        LossCode::NoTimeZone => [
            "De tijdzone staat niet in de export; de tijden zijn die van de telefoon.",
            "The export has no time zone; the times are those of the phone.",
            "L’export n’indique pas de fuseau horaire ; les heures sont celles du téléphone.",
        ],
        LossCode::MinutePrecision => [
            "De tijden zijn tot op de minuut bekend, niet tot op de seconde.",
            "The times are known to the minute, not to the second.",
            "Les heures sont connues à la minute, non à la seconde.",
        ],
        LossCode::DateOrderAmbiguous => [
            "Dag en maand waren niet te onderscheiden; de eigenaar heeft de volgorde opgegeven.",
            "Day and month could not be told apart; the owner stated their order.",
            "Le jour et le mois ne pouvaient être distingués ; le titulaire en a indiqué l’ordre.",
        ],
        LossCode::ExportCap => [
            "Het aantal berichten is gelijk aan de bovengrens van een export; de oudste ontbreken waarschijnlijk.",
            "The number of messages equals the cap of an export; the oldest are probably missing.",
            "Le nombre de messages atteint le plafond d’un export ; les plus anciens manquent probablement.",
        ],
        LossCode::StartMissing => [
            "Het begin van het gesprek ontbreekt waarschijnlijk.",
            "The start of the conversation is probably missing.",
            "Le début de la conversation manque probablement.",
        ],
        LossCode::MediaOmitted => [
            "Media die de telefoon niet heeft meegegeven.",
            "Media that the phone left out.",
            "Médias que le téléphone a omis.",
        ],
        LossCode::AttachmentMissing => [
            "Bestanden die genoemd worden maar niet in de export zitten.",
            "Files that are named but are not in the export.",
            "Fichiers nommés mais absents de l’export.",
        ],
        LossCode::AttachmentUnreferenced => [
            "Bestanden in de export die geen bericht noemt.",
            "Files in the export that no message names.",
            "Fichiers de l’export qu’aucun message ne nomme.",
        ],
        LossCode::AttachmentSerialGap => [
            "Gaten in de nummering van de media.",
            "Gaps in the numbering of the media.",
            "Lacunes dans la numérotation des médias.",
        ],
        LossCode::AttachmentTypeMismatch => [
            "Bestanden waarvan de inhoud niet past bij de naam.",
            "Files whose content does not fit their name.",
            "Fichiers dont le contenu ne correspond pas au nom.",
        ],
        LossCode::DuplicateName => {
            ["Bestanden met dezelfde naam.", "Files with the same name.", "Fichiers portant le même nom."]
        }
        LossCode::UnsafeName => [
            "Bestandsnamen die onveilig waren; zij zijn als tekst bewaard.",
            "File names that were unsafe; they are kept as text.",
            "Noms de fichiers dangereux ; conservés comme texte.",
        ],
        LossCode::DisappearingOn => [
            "Verdwijnende berichten stonden aan; wat vóór de export verliep, is weg.",
            "Disappearing messages were on; what expired before the export is gone.",
            "Les messages éphémères étaient activés ; ce qui a expiré avant l’export est perdu.",
        ],
        LossCode::ChatPrivacyOn => [
            "Geavanceerde chatprivacy werd aangezet; een volgende export wordt geweigerd.",
            "Advanced chat privacy was switched on; a next export will be refused.",
            "La confidentialité avancée a été activée ; un prochain export sera refusé.",
        ],
        LossCode::Deleted => [
            "Verwijderde berichten: alleen de melding is er nog.",
            "Deleted messages: only the mark remains.",
            "Messages supprimés : seule la mention subsiste.",
        ],
        LossCode::Edited => [
            "Bewerkte berichten: de eerdere tekst ontbreekt.",
            "Edited messages: the earlier text is missing.",
            "Messages modifiés : le texte antérieur manque.",
        ],
        LossCode::Waiting => [
            "Berichten die de telefoon nog niet had ontsleuteld.",
            "Messages that the phone had not decrypted yet.",
            "Messages que le téléphone n’avait pas encore déchiffrés.",
        ],
        LossCode::ViewOnce => [
            "Berichten die maar één keer te zien waren, of die daarop lijken.",
            "Messages that could be viewed once, or that look like them.",
            "Messages à vue unique, ou qui y ressemblent.",
        ],
        LossCode::PollVoters => [
            "Peilingen zonder de namen van wie stemde.",
            "Polls without the names of the voters.",
            "Sondages sans les noms des votants.",
        ],
        LossCode::TimeGoesBack => [
            "Berichten waarvan de tijd meer dan een dag vóór die van het vorige ligt.",
            "Messages whose time lies more than a day before that of the one above.",
            "Messages dont l’heure précède de plus d’un jour celle du précédent.",
        ],
        LossCode::RepeatedHour => [
            "Tijden in het uur dat bij het einde van de zomertijd twee keer voorkomt.",
            "Times in the hour that occurs twice when summer time ends.",
            "Heures situées dans l’heure répétée à la fin de l’heure d’été.",
        ],
        LossCode::ImplausibleTime => [
            "Tijden die niet kunnen kloppen.",
            "Times that cannot be right.",
            "Heures qui ne peuvent être exactes.",
        ],
        LossCode::ImpossibleDate => [
            "Regels die op een kop lijken maar een datum hebben die niet bestaat; bewaard als tekst.",
            "Lines that look like a header but have a date that does not exist; kept as text.",
            "Lignes ressemblant à un en-tête mais à la date impossible ; conservées comme texte.",
        ],
        LossCode::HeaderLookAlike => [
            "Regels in berichten die op een kop lijken, zoals geplakte gesprekken.",
            "Lines inside messages that look like a header, such as pasted conversations.",
            "Lignes de messages ressemblant à un en-tête, comme des conversations collées.",
        ],
        LossCode::NotUnderstood => [
            "Regels die bij geen bericht horen; bewaard als niet begrepen.",
            "Lines that belong to no message; kept as not understood.",
            "Lignes n’appartenant à aucun message ; conservées comme non comprises.",
        ],
        LossCode::InvalidBytes => [
            "Bytes die in deze tekenset niet bestaan; vervangen bij het tonen, bewaard in de bron.",
            "Bytes that do not exist in this character set; replaced where shown, kept in the source.",
            "Octets invalides dans ce jeu de caractères ; remplacés à l’affichage, conservés dans la source.",
        ],
        LossCode::OtherEncoding => [
            "De tekst had een andere tekenset dan UTF-8.",
            "The text had another character set than UTF-8.",
            "Le texte utilisait un autre jeu de caractères qu’UTF-8.",
        ],
        LossCode::ControlCharacters => [
            "Stuurtekens in teksten; zichtbaar gemaakt als [U+…].",
            "Control characters in texts; made visible as [U+…].",
            "Caractères de contrôle dans les textes ; rendus visibles sous la forme [U+…].",
        ],
        LossCode::DeceptiveCharacters => [
            "Namen met tekens die de leesrichting omkeren of onzichtbaar zijn.",
            "Names with characters that reverse the reading direction or are invisible.",
            "Noms contenant des caractères invisibles ou inversant le sens de lecture.",
        ],
        LossCode::LimitReached => [
            "Regels of berichten boven de grens; in stukken gelezen.",
            "Lines or messages above the limit; read in pieces.",
            "Lignes ou messages au-delà de la limite ; lus par morceaux.",
        ],
        LossCode::Damaged => [
            "Het bestand was beschadigd; wat leesbaar was, staat hier.",
            "The file was damaged; what could be read is here.",
            "Le fichier était endommagé ; ce qui était lisible figure ici.",
        ],
        LossCode::OtherChats => [
            "Het bestand bevatte meer gesprekken; alleen het genoemde is gelezen.",
            "The file held more conversations; only the named one was read.",
            "Le fichier contenait d’autres conversations ; seule celle nommée a été lue.",
        ],
    }
}
