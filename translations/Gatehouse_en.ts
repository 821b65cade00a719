<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CertificateStorageVerb</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientDeleteVerb</name>
    <message numerus="yes">
        <source>Delete &quot;%1&quot; (%2) with its %n secret(s)?</source>
        <translation>
            <numerusform>Delete &quot;%1&quot; (%2) with its %n secret?</numerusform>
            <numerusform>Delete &quot;%1&quot; (%2) with its %n secrets?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CopyVerb</name>
    <message numerus="yes">
        <source>Everything is in &quot;%1&quot; now: %n row(s).</source>
        <translation>
            <numerusform>Everything is in &quot;%1&quot; now: %n row.</numerusform>
            <numerusform>Everything is in &quot;%1&quot; now: %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountedProblems</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) of advice</source>
        <translation>
            <numerusform>%n piece of advice</numerusform>
            <numerusform>%n pieces of advice</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditSession</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Encryption</name>
    <message numerus="yes">
        <source>%n encryption key(s) that this database does not need now stay in %1: %2. It is not certain that no other database or copy needs them, so Gatehouse does not remove them. Where you know that none does, remove them yourself.</source>
        <translation>
            <numerusform>%n encryption key that this database does not need now stays in %1: %2. It is not certain that no other database or copy needs it, so Gatehouse does not remove it. Where you know that none does, remove it yourself.</numerusform>
            <numerusform>%n encryption keys that this database does not need now stay in %1: %2. It is not certain that no other database or copy needs them, so Gatehouse does not remove them. Where you know that none does, remove them yourself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n encryption key(s) stay outside of the key storage since it was moved, because they could not be removed: %1. Whoever reads such a key can read what is encrypted. Remove it yourself, unless something else needs it.</source>
        <translation>
            <numerusform>%n encryption key stays outside of the key storage since it was moved, because it could not be removed: %1. Whoever reads that key can read what is encrypted. Remove it yourself, unless something else needs it.</numerusform>
            <numerusform>%n encryption keys stay outside of the key storage since it was moved, because they could not be removed: %1. Whoever reads such a key can read what is encrypted. Remove them yourself, unless something else needs them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The passphrase is too short: who finds the file could guess it. Use at least %n character(s).</source>
        <translation>
            <numerusform>The passphrase is too short: who finds the file could guess it. Use at least %n character.</numerusform>
            <numerusform>The passphrase is too short: who finds the file could guess it. Use at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The desktop&apos;s keyring did not answer within %n second(s). Unlock it and try again.</source>
        <translation>
            <numerusform>The desktop&apos;s keyring did not answer within %n second. Unlock it and try again.</numerusform>
            <numerusform>The desktop&apos;s keyring did not answer within %n seconds. Unlock it and try again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%1 of %Ln client application(s)</source>
        <translation>
            <numerusform>%1 of %Ln client application</numerusform>
            <numerusform>%1 of %Ln client applications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are disabled</source>
        <translation>
            <numerusform>%Ln is disabled</numerusform>
            <numerusform>%Ln are disabled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot run yet</source>
        <translation>
            <numerusform>%Ln cannot run yet</numerusform>
            <numerusform>%Ln cannot run yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FileConnection</name>
    <message numerus="yes">
        <source>%Ln client application(s) in the format %1.</source>
        <translation>
            <numerusform>%Ln client application in the format %1.</numerusform>
            <numerusform>%Ln client applications in the format %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientTrial</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The browser did not come back within %Ln minute(s).</source>
        <translation>
            <numerusform>The browser did not come back within %Ln minute.</numerusform>
            <numerusform>The browser did not come back within %Ln minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n permission(s) of other APIs stand there as numbers (GUID), which only Entra can tell. Choose API scopes in their place.</source>
        <translation>
            <numerusform>%n permission of another API stands there as a number (GUID), which only Entra can tell. Choose an API scope in its place.</numerusform>
            <numerusform>%n permissions of other APIs stand there as numbers (GUID), which only Entra can tell. Choose API scopes in their place.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The file has %n secret(s) without their text, which only Entra knows. To know one here, too, add a new one, and hand it over.</source>
        <translation>
            <numerusform>The file has %n secret without its text, which only Entra knows. To know one here, too, add a new one, and hand it over.</numerusform>
            <numerusform>The file has %n secrets without their text, which only Entra knows. To know one here, too, add a new one, and hand it over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not taken: the %n certificate(s) that it signs with. Add them on the tab Keys.</source>
        <translation>
            <numerusform>Not taken: the %n certificate that it signs with. Add it on the tab Keys.</numerusform>
            <numerusform>Not taken: the %n certificates that it signs with. Add them on the tab Keys.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client application(s) are the server&apos;s own and left alone: %1.</source>
        <translation>
            <numerusform>%n client application is the server&apos;s own and left alone: %1.</numerusform>
            <numerusform>%n client applications are the server&apos;s own and left alone: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) of the realm &quot;%1&quot; itself are not kept: they are the server&apos;s.</source>
        <translation>
            <numerusform>%n setting of the realm &quot;%1&quot; itself is not kept: it is the server&apos;s.</numerusform>
            <numerusform>%n settings of the realm &quot;%1&quot; itself are not kept: they are the server&apos;s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %n of the file are not added to them, but to a new one. Add them where they are needed.</source>
        <translation>
            <numerusform>The other %n of the file is not added to them, but to a new one. Add it where it is needed.</numerusform>
            <numerusform>The other %n of the file are not added to them, but to a new one. Add them where they are needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message numerus="yes">
        <source>%n secret(s) of the file, for example of &quot;%1&quot;, cannot be encrypted: as hashes nobody could read them again. %2 Nothing is imported. Bring the key within reach, or choose &quot;Keep only hashes of secrets&quot;.</source>
        <translation>
            <numerusform>%n secret of the file, for example of &quot;%1&quot;, cannot be encrypted: as hashes nobody could read them again. %2 Nothing is imported. Bring the key within reach, or choose &quot;Keep only hashes of secrets&quot;.</numerusform>
            <numerusform>%n secrets of the file, for example of &quot;%1&quot;, cannot be encrypted: as hashes nobody could read them again. %2 Nothing is imported. Bring the key within reach, or choose &quot;Keep only hashes of secrets&quot;.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client application(s) exist with other values, for example &quot;%1&quot;. Nothing is imported. Choose to skip or to overwrite them.</source>
        <translation>
            <numerusform>%n client application exists with other values, for example &quot;%1&quot;. Nothing is imported. Choose to skip or to overwrite it.</numerusform>
            <numerusform>%n client applications exist with other values, for example &quot;%1&quot;. Nothing is imported. Choose to skip or to overwrite them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeycloakNeeds</name>
    <message numerus="yes">
        <source>Change %n text(s) that end users read, in the language %1: %2.</source>
        <translation>
            <numerusform>Change %n text that end users read, in the language %1: %2.</numerusform>
            <numerusform>Change %n texts that end users read, in the language %1: %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OnServers</name>
    <message numerus="yes">
        <source>%n login redirect(s)</source>
        <translation>
            <numerusform>%n login redirect</numerusform>
            <numerusform>%n login redirects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n logout redirect(s)</source>
        <translation>
            <numerusform>%n logout redirect</numerusform>
            <numerusform>%n logout redirects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n CORS origin(s)</source>
        <translation>
            <numerusform>%n CORS origin</numerusform>
            <numerusform>%n CORS origins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <translation>
            <numerusform>%n secret</numerusform>
            <numerusform>%n secrets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PresenceHint</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PushRun</name>
    <message numerus="yes">
        <source>%1 of %Ln client application(s) were written to %2.</source>
        <translation>
            <numerusform>%1 of %Ln client application was written to %2.</numerusform>
            <numerusform>%1 of %Ln client applications were written to %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordMerge</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleText</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SecretReencryptVerb</name>
    <message numerus="yes">
        <source>The encryption key is replaced, and %n value(s) are encrypted anew. Back up the new key.</source>
        <translation>
            <numerusform>The encryption key is replaced, and %n value is encrypted anew. Back up the new key.</numerusform>
            <numerusform>The encryption key is replaced, and %n values are encrypted anew. Back up the new key.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerCompareVerb</name>
    <message numerus="yes">
        <source>%Ln client application(s) are not the same.</source>
        <translation>
            <numerusform>%Ln client application is not the same.</numerusform>
            <numerusform>%Ln client applications are not the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Services</name>
    <message numerus="yes">
        <source>%Ln client application(s)</source>
        <translation>
            <numerusform>%Ln client application</numerusform>
            <numerusform>%Ln client applications</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingText</name>
    <message numerus="yes">
        <source>%n setting(s)</source>
        <translation>
            <numerusform>%n setting</numerusform>
            <numerusform>%n settings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message numerus="yes">
        <source>%n try(s) to sign in as &quot;%1&quot; failed since the last time, the latest on %2. If that was not you, somebody may be guessing your password.</source>
        <translation>
            <numerusform>%n try to sign in as &quot;%1&quot; failed since the last time, on %2. If that was not you, somebody may be guessing your password.</numerusform>
            <numerusform>%n tries to sign in as &quot;%1&quot; failed since the last time, the latest on %2. If that was not you, somebody may be guessing your password.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message numerus="yes">
        <source>The audit trail is broken in %n place(s). Somebody changed the database without Gatehouse, or it is damaged. Keep this file, and compare it with a backup from before.</source>
        <translation>
            <numerusform>The audit trail is broken in %n place. Somebody changed the database without Gatehouse, or it is damaged. Keep this file, and compare it with a backup from before.</numerusform>
            <numerusform>The audit trail is broken in %n places. Somebody changed the database without Gatehouse, or it is damaged. Keep this file, and compare it with a backup from before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::AuditPage</name>
    <message numerus="yes">
        <source>The audit trail is whole: %n entries. Hash of the last: %1</source>
        <translation>
            <numerusform>The audit trail is whole: %n entry. Hash of the last: %1</numerusform>
            <numerusform>The audit trail is whole: %n entries. Hash of the last: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::AuthorityField</name>
    <message numerus="yes">
        <source>%n certificate(s) of your own</source>
        <translation>
            <numerusform>%n certificate of your own</numerusform>
            <numerusform>%n certificates of your own</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::BulkActions</name>
    <message numerus="yes">
        <source>Delete %Ln client application(s)</source>
        <translation>
            <numerusform>Delete %Ln client application</numerusform>
            <numerusform>Delete %Ln client applications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %Ln client application(s)</source>
        <translation>
            <numerusform>Enable %Ln client application</numerusform>
            <numerusform>Enable %Ln client applications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disable %Ln client application(s)</source>
        <translation>
            <numerusform>Disable %Ln client application</numerusform>
            <numerusform>Disable %Ln client applications</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s)</source>
        <translation>
            <numerusform>%n secret</numerusform>
            <numerusform>%n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n login redirect(s)</source>
        <translation>
            <numerusform>%n login redirect</numerusform>
            <numerusform>%n login redirects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n logout redirect(s)</source>
        <translation>
            <numerusform>%n logout redirect</numerusform>
            <numerusform>%n logout redirects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more were left as they are.</source>
        <translation>
            <numerusform>%n more was left as it is.</numerusform>
            <numerusform>%Ln more were left as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client application(s) had been deleted by somebody else.</source>
        <translation>
            <numerusform>%Ln client application had been deleted by somebody else.</numerusform>
            <numerusform>%Ln client applications had been deleted by somebody else.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::CertificatesPage</name>
    <message numerus="yes">
        <source>%n certificate(s) expire(s) within 60 days. Roll over to a new one.</source>
        <translation>
            <numerusform>%n certificate expires within 60 days. Roll over to a new one.</numerusform>
            <numerusform>%n certificates expire within 60 days. Roll over to a new one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ClientList</name>
    <message numerus="yes">
        <source>%Ln client application(s)</source>
        <translation>
            <numerusform>%Ln client application</numerusform>
            <numerusform>%Ln client applications</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ClientListModel</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Differs on %1 in %Ln field(s), compared at %2</source>
        <translation>
            <numerusform>Differs on %1 in %Ln field, compared at %2</numerusform>
            <numerusform>Differs on %1 in %Ln fields, compared at %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ClientServersModel</name>
    <message numerus="yes">
        <source>%n field(s) differ</source>
        <translation>
            <numerusform>%n field differs</numerusform>
            <numerusform>%n fields differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ComparedClientsModel</name>
    <message numerus="yes">
        <source>%Ln field(s)</source>
        <translation>
            <numerusform>%Ln field</numerusform>
            <numerusform>%Ln fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ConsentTextsTab</name>
    <message numerus="yes">
        <source>Overwrite %n text(s) with those of client application &quot;%1&quot;?</source>
        <translation>
            <numerusform>Overwrite %n text with that of client application &quot;%1&quot;?</numerusform>
            <numerusform>Overwrite %n texts with those of client application &quot;%1&quot;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Overwrite %n text(s)</source>
        <translation>
            <numerusform>Overwrite %n text</numerusform>
            <numerusform>Overwrite %n texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::EncryptionPage</name>
    <message numerus="yes">
        <source>%n secret(s) and certificate(s) need it.</source>
        <translation>
            <numerusform>%n secret or certificate needs it.</numerusform>
            <numerusform>%n secrets and certificates need it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The encryption key is replaced, and %n secret(s) and certificate(s) are encrypted anew. Back up the new key.</source>
        <translation>
            <numerusform>The encryption key is replaced, and %n secret or certificate is encrypted anew. Back up the new key.</numerusform>
            <numerusform>The encryption key is replaced, and %n secrets and certificates are encrypted anew. Back up the new key.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ExportDialog</name>
    <message numerus="yes">
        <source>%n thing(s) cannot be said in this format: see below.</source>
        <translation>
            <numerusform>%n thing cannot be said in this format: see below.</numerusform>
            <numerusform>%n things cannot be said in this format: see below.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::KeysTab</name>
    <message numerus="yes">
        <source>%n key(s) added.</source>
        <translation>
            <numerusform>%n key added.</numerusform>
            <numerusform>%n keys added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) left out, because they stand in the list already.</source>
        <translation>
            <numerusform>%n key left out, because it stands in the list already.</numerusform>
            <numerusform>%n keys left out, because they stand in the list already.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::LanguagesPage</name>
    <message numerus="yes">
        <source>%n text(s) of client applications and custom resources that are written in it go with it.</source>
        <translation>
            <numerusform>%n text that is written in it goes with it.</numerusform>
            <numerusform>%n texts of client applications and custom resources that are written in it go with it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::MergeDialog</name>
    <message numerus="yes">
        <source>%n choice(s) to make before it can be saved. Cancel keeps what you typed.</source>
        <translation>
            <numerusform>%n choice to make before it can be saved. Cancel keeps what you typed.</numerusform>
            <numerusform>%n choices to make before it can be saved. Cancel keeps what you typed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::PushListModel</name>
    <message numerus="yes">
        <source>%Ln field(s)</source>
        <translation>
            <numerusform>%Ln field</numerusform>
            <numerusform>%Ln fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s) wait for a choice</source>
        <translation>
            <numerusform>%Ln field waits for a choice</numerusform>
            <numerusform>%Ln fields wait for a choice</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::RedirectsTab</name>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redirect(s) added.</source>
        <translation>
            <numerusform>%n redirect added.</numerusform>
            <numerusform>%n redirects added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them refused by the rules: see the list.</source>
        <translation>
            <numerusform>%n of them refused by the rules: see the list.</numerusform>
            <numerusform>%n of them refused by the rules: see the list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::RevealSecretDialog</name>
    <message numerus="yes">
        <source>Hidden again in %n second(s).</source>
        <translation>
            <numerusform>Hidden again in %n second.</numerusform>
            <numerusform>Hidden again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::SecretTable</name>
    <message numerus="yes">
        <source>Usable for %n day(s)</source>
        <translation>
            <numerusform>Usable for %n day</numerusform>
            <numerusform>Usable for %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::TabMarks</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::TasksArea</name>
    <message numerus="yes">
        <source>Stop %n running task(s) and close the window?</source>
        <translation>
            <numerusform>Stop %n running task and close the window?</numerusform>
            <numerusform>Stop %n running tasks and close the window?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n running task(s) and open the other database?</source>
        <translation>
            <numerusform>Stop %n running task and open the other database?</numerusform>
            <numerusform>Stop %n running tasks and open the other database?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::TasksLine</name>
    <message numerus="yes">
        <source>%n task(s) running</source>
        <translation>
            <numerusform>%n task running</numerusform>
            <numerusform>%n tasks running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) failed</source>
        <translation>
            <numerusform>%n task failed</numerusform>
            <numerusform>%n tasks failed</numerusform>
        </translation>
    </message>
</context>
</TS>
