#include "app/cli/Access.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "domain/ClientField.h"
#include "domain/rules/JsonWebKey.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// Each of them as the field would be told that holds it alone.
template<typename Value>
QStringList oneByOne(const QList<Value> &values, QList<Value> ClientApplication::*member, ClientField field)
{
    QStringList lines;
    for (const Value &value : values) {
        ClientApplication one;
        one.*member = {value};
        lines << fieldText(one, field);
    }
    return lines;
}

QStringList keyLines(const QStringList &keys)
{
    QStringList lines;
    for (const QString &key : keys) {
        const rules::KeyFacts facts = rules::keyFacts(key);
        QStringList parts{facts.id, facts.kind, facts.algorithm, facts.thumbprint, facts.fault};
        parts.removeAll(QString());
        lines << parts.join(", "_L1);
    }
    return lines;
}

QStringList settingLines(const FormatSettings &settings)
{
    constexpr int indentation = 2;
    QStringList lines;
    for (const auto &[format, object] : settings.asKeyValueRange()) {
        const QString shown = json::toText(json::fromCompactText(object).dump(indentation));
        lines += (format + ": "_L1 + shown).split(u'\n');
    }
    return lines;
}

QStringList valuesOf(const ClientApplication &client, const ClientFieldInfo &info)
{
    switch (info.kind) {
    case FieldKind::List:
        return fieldValue(client, info.field).toStringList();
    case FieldKind::Secrets:
        return oneByOne(client.secrets, &ClientApplication::secrets, info.field);
    case FieldKind::Keys:
        return keyLines(client.keys);
    case FieldKind::Settings:
        return settingLines(fieldValue(client, info.field).value<FormatSettings>());
    case FieldKind::Risks:
        return oneByOne(client.acceptedRisks, &ClientApplication::acceptedRisks, info.field);
    default:
        return fieldText(client, info.field).split(u'\n');
    }
}

QList<QStringList> shownRows(const ClientApplication &client)
{
    QList<QStringList> rows;
    for (const ClientFieldInfo &info : clientFields()) {
        if (!isToldOf(info.field))
            continue;
        QString label = fieldLabel(info.field) + u':';
        for (const QString &value : valuesOf(client, info))
            rows << QStringList{std::exchange(label, QString()), value};
        if (!label.isEmpty())
            rows << QStringList{label};
    }
    return rows;
}

/// `client show`: every field of one client application.
class ClientShowVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientShowVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "show", tr("Show every field of a client application"),
                u"gatehouse client show web-shop\n"
                "gatehouse client show web-shop --json"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        const auto show = [&](const ClientApplication &client, const QList<Problem> &problems) {
            if (m_json)
                console.json(shownJson(client, problems));
            else
                console.table(shownRows(client));
        };
        return visitChecked(console, database,
                            ClientSelection::byClientIds({QString::fromStdString(m_clientId)}), show);
    }

private:
    std::string m_clientId;
    bool m_json = false;
};

}

Verbs clientShowVerb()
{
    return made<ClientShowVerb>();
}

}
