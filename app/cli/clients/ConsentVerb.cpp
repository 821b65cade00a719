#include "app/cli/Access.h"
#include "app/cli/CliText.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "domain/ClientApplication.h"
#include "domain/LanguageTag.h"
#include "domain/consent/ConsentHtml.h"
#include "domain/rules/RuleText.h"
#include "services/export/OutputFile.h"
#include "store/records/RecordStore.h"
#include "ui/consent/ConsentRenderer.h"

#include <QBuffer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr int pictureWidth = 520;
constexpr qreal pictureScale = 2;

Result<consent::ConsentContext> contextOf(Database &database, const std::string &user)
{
    const auto languages = store::loadLanguages(database);
    if (!languages)
        return std::unexpected(languages.error());
    const auto resources = store::loadCustomResources(database);
    if (!resources)
        return std::unexpected(resources.error());
    return store::loadApiScopes(database).transform([&](const QList<ApiScope> &scopes) {
        return consent::ConsentContext{*languages, *resources, scopes, QString::fromStdString(user)};
    });
}

Result<QByteArray> picture(const QString &html, bool isPdf)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (isPdf)
        return renderPdf(html, buffer).transform([&] { return buffer.data(); });
    if (renderImage(html, pictureWidth, pictureScale).save(&buffer, "PNG"))
        return buffer.data();
    return fail(Error::Kind::Rule,
                CliText::tr("The page is too large for a picture. Use --format pdf or html."));
}

/// The marks around a name of the other direction, which the console would show as replacement characters.
QString withoutIsolates(QString text)
{
    return text.removeIf([](QChar c) { return c >= QChar(0x2066) && c <= QChar(0x2069); });
}

Result<void> writeFile(const QString &path, const NeededFiles &needed, const QByteArray &bytes)
{
    return OutputFile::write(path, needed, OutputFile::Readers::AsUsual, bytes)
        .transform_error([&](Error error) {
            error.text = CliText::tr("The file \"%1\" cannot be written: %2. Choose another place.")
                             .arg(path, error.text);
            return error;
        });
}

/// `consent`: the consent page of a client application in one language, as text, HTML, PNG or PDF.
class ConsentVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ConsentVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            program, "consent", tr("Show the consent page of a client application as end users read it"),
            u"gatehouse consent web-shop --language nl\n"
            "gatehouse consent web-shop --language fr --format png --appearance dark --output consent.png"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        option("--language", m_language, "TAG",
               tr("Language of the page, as nl or pt-BR; else the default language"));
        option("--format", m_format, "FORMAT", tr("text, html, png or pdf"))
            ->check(CLI::IsMember({"text", "html", "png", "pdf"}))
            ->capture_default_str();
        option("--appearance", m_appearance, "APPEARANCE", tr("light or dark; text has none"))
            ->check(CLI::IsMember({"light", "dark"}))
            ->capture_default_str();
        option("--user", m_user, "NAME", tr("Name of the end user who is signed in"));
        outputOption(m_output, tr("Write to this file; else to standard output"));
    }

    bool drawsPictures() const override { return isPicture(); }
    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        const auto made = page(database);
        if (!made)
            return std::unexpected(made.error());
        const QString path = QString::fromStdString(m_output);
        if (m_format == "text" && path.isEmpty()) {
            for (const QString &line : withoutIsolates(consent::toText(*made)).trimmed().split(u'\n'))
                console.line(line);
            return ExitStatus::Done;
        }
        const auto bytes = document(*made);
        if (!bytes)
            return std::unexpected(bytes.error());
        if (path.isEmpty()) {
            console.data(*bytes);
            return ExitStatus::Done;
        }
        return NeededFiles::of(database, session.settings)
            .and_then([&](const NeededFiles &needed) { return writeFile(path, needed, *bytes); })
            .transform([&] {
                console.note(tr("Written to \"%1\".").arg(path));
                return ExitStatus::Done;
            });
    }

private:
    bool isPicture() const { return m_format == "png" || m_format == "pdf"; }
    /// The page, or why there is none.
    Result<consent::ConsentPage> page(Database &database) const
    {
        const auto client = findClient(database, m_clientId);
        if (!client)
            return std::unexpected(client.error());
        const auto context = contextOf(database, m_user);
        if (!context)
            return std::unexpected(context.error());
        return tag(context->languages).and_then([&](const QString &asked) -> Result<consent::ConsentPage> {
            consent::ConsentPage made = consent::consentPage(*client, asked, *context);
            if (!made.whyNot.isEmpty())
                return fail(Error::Kind::Rule, made.whyNot);
            return made;
        });
    }

    Result<QString> tag(const QList<Language> &languages) const
    {
        if (m_language.empty()) {
            const auto standard = std::ranges::find(languages, true, &Language::isDefault);
            return standard == languages.end() ? QString() : standard->tag;
        }
        const QString typed = QString::fromStdString(m_language);
        if (const auto canonical = canonicalLanguageTag(typed))
            return *canonical;
        return fail(Error::Kind::Rule, tr("\"%1\" is not a language tag. Write it as nl, pt-BR or zh-Hant.")
                                           .arg(rules::shortened(typed)));
    }

    Result<QByteArray> document(const consent::ConsentPage &page) const
    {
        using consent::Appearance;
        if (m_format == "text")
            return consent::toText(page).toUtf8();
        const QString html =
            consent::toHtml(page, m_appearance == "dark" ? Appearance::Dark : Appearance::Light);
        if (!isPicture())
            return html.toUtf8();
        return picture(html, m_format == "pdf");
    }

    std::string m_clientId;
    std::string m_language;
    std::string m_format = "text";
    std::string m_appearance = "light";
    std::string m_user;
    std::string m_output;
};

}

Verbs consentVerb()
{
    return made<ConsentVerb>();
}

}
