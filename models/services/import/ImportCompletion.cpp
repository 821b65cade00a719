#include "services/import/ImportSteps.h"

#include "domain/rules/RuleText.h"
#include "domain/servers/OnServers.h"
#include "services/certificates/ClientKeyFile.h"
#include "services/import/ClientMerge.h"
#include "services/import/ImportText.h"

#include <algorithm>
#include <utility>

namespace gatehouse::completion {

namespace {

/// Where the file gives titles by language alone, with that in the default language.
ImportedClient withTitle(ImportedClient imported, const QList<Language> &languages)
{
    const auto language = std::ranges::find_last_if(languages, &Language::isDefault);
    const QString title = language.empty() ? QString() : imported.titles.value(language.front().tag);
    const bool gives = std::exchange(imported.titleIsOneOfThem, false) || merge::lacksTitle(imported);
    if (gives && !title.isEmpty() && title != imported.client.title) {
        imported.client.title = title;
        imported.named << ClientField::Title;
        imported.notes << ImportText::tr(
                              "The file gives its name by language alone. The Title becomes \"%1\", "
                              "which is that in the default language, %2.")
                              .arg(rules::shortened(title), language.front().tag);
    }
    return imported;
}

/// The readers of files leave the keys of certificates to OpenSSL. What is no certificate is no key.
void readCertificates(ImportedClient &imported)
{
    QStringList whole;
    for (const QString &key : std::as_const(imported.client.keys)) {
        if (const auto read = clientkeyfile::wholeKey(key))
            whole << *read;
        else
            imported.notes
                << ImportText::tr("A certificate of the file gives no key: %1").arg(read.error().text);
    }
    if (whole.size() < imported.client.keys.size())
        imported.named.remove(ClientField::Keys); // what is left overwrites none that are entered here
    imported.client.keys = whole;
}

}

ImportedClient completed(const ImportedClient &read, const rules::RuleContext &context,
                         const QList<Language> &languages)
{
    ImportedClient imported =
        withTitle(references::withoutRepeats(references::sorted(read, context)), languages);
    if (!serversOf(imported.client).isEmpty())
        imported = references::withoutUnknownServers(std::move(imported), context);
    for (ClientSecret &secret : imported.client.secrets) {
        if (!secret.created.isValid())
            secret.created = context.now; // of one that only the server knows
    }
    if (!imported.refusal)
        readCertificates(imported);
    return imported;
}

}
