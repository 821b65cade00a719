#pragma once

#include "SampleClients.h"

#include "domain/ClientField.h"
#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QBuffer>
#include <QTest>

#include <algorithm>
#include <functional>

/// What a format writes, reads, and reads of what it wrote.
namespace gatehouse::samples {

struct Export
{
    QByteArray document;
    QList<Loss> losses;

    json::Json first() const
    {
        const auto parsed = json::parse(document);
        return parsed && parsed->is_array() && !parsed->empty() ? parsed->front() : json::Json();
    }
    QString loss(const QString &label) const
    {
        const auto found = std::ranges::find(losses, label, &Loss::field);
        return found == losses.end() ? QString() : found->text;
    }
    QStringList labels() const
    {
        QStringList all;
        for (const Loss &loss : losses)
            all << loss.field;
        return all;
    }
};

inline Export exported(const ClientFormat &format, const QList<ClientApplication> &clients,
                       const ExportHead &head = {.now = now()})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto writer = format.writer(buffer);
    Export result;
    if (!writer->begin(head))
        return {};
    for (const ClientApplication &client : clients) {
        const auto losses = writer->add(client);
        if (!losses)
            return {};
        result.losses << *losses;
    }
    if (!writer->end())
        return {};
    result.document = buffer.data();
    return result;
}

/// What a row of a test does to a client application first.
using Change = std::function<void(ClientApplication &)>;

/// A table of what the writer of a format makes of a client application: each row tells one property.
class PropertyRows
{
public:
    PropertyRows()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("property");
        QTest::addColumn<QByteArray>("value");
    }

    /// value: as JSON; empty: the property is absent.
    void operator()(
        const char *name, const ClientApplication &client, const char *property, const QByteArray &value,
        const Change &change = [](auto &) {}) const
    {
        QTest::newRow(name) << client << change << QString::fromLatin1(property) << value;
    }
};

/// The test of a row of PropertyRows.
inline void compareProperty(const ClientFormat &format)
{
    QFETCH(ClientApplication, client);
    QFETCH(const Change, change);
    QFETCH(const QString, property);
    QFETCH(const QByteArray, value);
    change(client);
    const json::Json object = exported(format, {client}).first();
    QVERIFY(object.is_object());
    const auto found = object.find(property.toStdString());
    QCOMPARE(found == object.end() ? QByteArray() : QByteArray::fromStdString(found->dump()), value);
}

/// With secrets in clear, each sealed with itself.
inline ExportHead withSecrets()
{
    ExportHead head{.now = now()};
    head.secrets = [](const ClientApplication &, const ClientSecret &secret) -> Result<QByteArray> {
        return QByteArray(secret.sealed.constData(), secret.sealed.size());
    };
    return head;
}

inline ClientSecret sealedSecret(const QByteArray &text, const QDateTime &expires = {})
{
    ClientSecret secret = storedSecret(text, u"sealed"_s, time(2026, 2, 20), expires);
    secret.sealed = text;
    return secret;
}

/// The client applications of the file; those that are refused are empty.
inline QList<ImportedClient> imported(const ClientFormat &format, const QByteArray &document)
{
    const auto file = format.read(document, now());
    return file ? file->clients : QList<ImportedClient>();
}

inline QStringList lostFields(const ImportedClient &client)
{
    QStringList fields;
    for (const Loss &loss : client.losses)
        fields << loss.field;
    return fields;
}

/// What importing its own export over a client application changes, by the names of the fields.
inline QStringList changedByOwnExport(const ClientFormat &format, const ClientApplication &stored)
{
    const QList<ImportedClient> read = imported(format, exported(format, {stored}).document);
    if (read.size() != 1 || read.first().refusal)
        return {u"refused"_s};
    ClientApplication after = rules::revived(stored);
    for (const ClientField field : read.first().named) {
        if (field != ClientField::Secrets)
            setFieldValue(after, field, fieldValue(read.first().client, field));
    }
    if (read.first().scopesMayBeResources) {
        after.apiScopes.removeIf([&](const QString &name) { return stored.customResources.contains(name); });
        after.supportApi = stored.supportApi;
    }
    QStringList changed;
    const ClientApplication before = rules::normalized(stored);
    for (const FieldDifference &difference : differences(before, rules::normalized(after)))
        changed << fieldLabel(difference.field);
    return changed;
}

}
