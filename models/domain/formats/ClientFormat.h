#pragma once

#include "domain/ApiScope.h"
#include "domain/ClientField.h"
#include "domain/CustomResource.h"
#include "domain/Error.h"
#include "domain/Language.h"
#include "domain/Progress.h"
#include "domain/User.h"
#include "domain/json/JsonText.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QIODevice>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace gatehouse {

/// Something that a format cannot say (export) or that we do not keep (import), about one client application.
struct Loss
{
    QString clientId;
    QString field; ///< our label on export, the file's own property on import
    QString text;

    bool operator==(const Loss &) const = default;
};

/// Gives an encrypted secret of a client application in clear; the error says why it cannot be opened. The
/// bytes are the caller's to wipe.
using SecretSource = std::function<Result<QByteArray>(const ClientApplication &, const ClientSecret &)>;

/// What goes in front of the client applications in a format that carries it, and what holds for all of them.
struct ExportHead
{
    QList<User> users;
    QList<ApiScope> apiScopes;
    QList<Language> languages = {};
    QList<CustomResource> customResources = {};
    QByteArrayView signingKeys =
        {};                    ///< a JSON Web Key Set (RFC 7517) with private keys; empty: not asked for
    SecretSource secrets = {}; ///< empty: secrets in clear are not asked for
    QDateTime now = QDateTime::currentDateTimeUtc(); ///< a secret that has expired by then is of no use
    /// The server gets what the client applications need beside themselves, as client scopes and texts in
    /// each language: that a file cannot hold them is no loss.
    bool needsAreMade = false;
    bool scopesAreMade = false; ///< or these of them alone
};

/// Writes client applications one at a time, so that memory does not grow with their number.
class ClientWriter
{
public:
    virtual ~ClientWriter() = default;
    virtual Result<void> begin(const ExportHead &head) = 0;
    /// Gives what the format could not say about this client; a client that is left out altogether is a loss
    /// on Enabled.
    virtual Result<QList<Loss>> add(const ClientApplication &client) = 0;
    virtual Result<void> end() = 0;
};

/// One client application as a file describes it. `named` are the fields that the file says something about:
/// overwriting an existing client application never touches the others.
struct ImportedClient
{
    ClientApplication client;
    QSet<ClientField> named;
    QList<Loss> losses;
    std::optional<Error> refusal;       ///< set when the file's description cannot be taken at all
    bool isOfOtherKind = false;         ///< refused for ever: Gatehouse has none such, as of SAML
    QString place;                      ///< where in the file, as `clients[3]`
    std::vector<std::string> list = {}; ///< names of the objects that lead to the list it stands in
    /// The file does not tell custom resources from API scopes: those of apiScopes that are custom resources
    /// belong to these.
    bool scopesMayBeResources = false;
    /// Hashes of secrets of which the file says nothing but themselves and maybe their expiry.
    QSet<QString> bareSecrets = {};
    QHash<QString, QByteArray> secretsInClear = {}; ///< by hash, of those that the file holds so
    QStringList notes = {};                         ///< what was taken otherwise than the file says it
    /// By language tag, where the file gives them so (RFC 7591 2.2): stand in for a title that is missing.
    QMap<QString, QString> titles = {};
    /// The title is one of them, which that in the default language takes the place of.
    bool titleIsOneOfThem = false;
    /// Places in it of numbers that no program holds, as `attributes.lifespan`: they say nothing, and what is
    /// stored there stays.
    QSet<QString> notKept = {};
    /// As the file has it, without secrets and without what `losses` names as not kept: see
    /// formats/KeptSettings. Null: it is not kept.
    json::Json asItCame = nullptr;
};

/// What a file says around its client applications.
struct ImportedHead
{
    QList<User> users;
    QList<ApiScope> apiScopes;
    QList<Language> languages;
    QList<CustomResource> customResources;
    QList<Loss> losses; ///< about what stands outside the client applications
    /// Places of what the file says about users, API scopes, languages and custom resources, as
    /// `users[0].phone`: nothing else is overwritten.
    QSet<QString> named;
};

class ClientFormat;

/// A file that is small enough to be in memory at once.
struct ImportedFile : ImportedHead
{
    QList<ImportedClient> clients;
    const ClientFormat *format = nullptr; ///< that it was read in: never null then
};

/// What is known of a file once it was read to its end.
struct FileSurvey
{
    ImportedHead head;
    int clients = 0;                ///< those that are refused, too
    bool hasSecretsInClear = false; ///< in a client application that is not refused
};

/// Reads the client applications of one document one at a time, so that memory does not grow with their
/// number.
class ClientReader
{
public:
    virtual ~ClientReader() = default;
    /// First, and once. The error refuses the file. Progress is told in KiB.
    virtual Result<FileSurvey> survey(const Progress &progress = {}) = 0;
    /// All of them in the file's order, as often as asked. A client ID that comes back, whatever its case, is
    /// refused; secrets in clear are wiped when the visitor is done, whose error ends the visit.
    using Visitor = std::function<Result<void>(const ImportedClient &)>;
    virtual Result<void> visit(const Visitor &visitor) = 0;
};

/// One way to write and read client applications. A stateless object; all formats are listed by
/// clientFormats().
class ClientFormat
{
public:
    virtual ~ClientFormat() = default;
    virtual QString name() const = 0;  ///< as on the command line: `rfc7591`
    virtual QString title() const = 0; ///< for people, translated
    /// Whether a file that begins so looks like this format.
    virtual bool recognizes(const QByteArray &beginning) const = 0;
    /// Whether the writer writes ExportHead::signingKeys.
    virtual bool carriesSigningKeys() const { return false; }
    /// Whether it says what is for one server alone; others get a client application as it is for one of
    /// them, see servers/OnServers.
    virtual bool carriesServers() const { return false; }
    /// False for a format that is a way in only.
    virtual bool canWrite() const { return true; }
    /// Null where it cannot write.
    virtual std::unique_ptr<ClientWriter> writer(QIODevice &target) const = 0;
    /// Of a device that can be read again from its start, and outlives the reader. `now` is the creation time
    /// of secrets that the file holds in clear.
    virtual std::unique_ptr<ClientReader> reader(QIODevice &source, const QDateTime &now) const = 0;

    /// Keeps in `client`, which was taken from it as it is, what the file says and no field does.
    virtual void keepOtherSettings(ClientApplication &, const ImportedClient &, const ExportHead &) const {}

    /// Takes out of what a file says of a client application that is `stored` what means the same to the
    /// server: another order where none counts, and what the server says by itself.
    virtual void fitToStored(ImportedClient &, const ClientApplication &, const ExportHead &) const {}

    /// Puts what an export leaves out although it is kept into what a file says of a client application that
    /// is `stored`: to leave it out takes nothing away.
    virtual void keepLeftOut(ImportedClient &, const ClientApplication &) const {}

    /// A small document at once, with its secrets in clear.
    Result<ImportedFile> read(const QByteArray &document, const QDateTime &now) const;
};

const std::vector<std::unique_ptr<ClientFormat>> &clientFormats();
/// The format of that name; the error lists the names there are.
Result<const ClientFormat *> formatByName(const QString &name);
/// Those that can be written.
std::vector<const ClientFormat *> exportFormats();
/// The same of these.
Result<const ClientFormat *> exportFormatByName(const QString &name);
/// The format that recognizes the content of a device that can be read again from its start.
/// Progress is told in KiB.
Result<const ClientFormat *> formatByContent(QIODevice &source, const Progress &progress = {});
Result<const ClientFormat *> formatByContent(const QByteArray &document);

}
