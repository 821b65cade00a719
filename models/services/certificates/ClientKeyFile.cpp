#include "services/certificates/ClientKeyFile.h"

#include "domain/json/JsonText.h"
#include "domain/rules/JsonWebKey.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/CertificatesText.h"
#include "services/import/PipeInput.h"

namespace gatehouse::clientkeyfile {

namespace {

using json::Json;

constexpr qint64 largestFile = 1024 * 1024;

Result<QString> checkedKey(const Json &key)
{
    const QString text = json::compactText(key);
    for (const rules::Finding &finding : rules::checkPublicKey(text)) {
        if (finding.rule.isEmpty())
            return fail(Error::Kind::Rule, finding.text);
    }
    if (const QString fault = rules::keyFacts(text).fault; !fault.isEmpty())
        return fail(Error::Kind::Rule, fault);
    return text;
}

Result<QStringList> keysOf(const Json &document)
{
    const auto set = document.is_object() ? document.find("keys") : document.end();
    const bool isSet = document.is_object() && set != document.end() && set->is_array();
    QStringList texts;
    for (const Json &key : isSet ? *set : Json::array({document})) {
        const auto text = checkedKey(key);
        if (!text)
            return std::unexpected(text.error());
        texts << *text;
    }
    if (texts.isEmpty()) {
        return fail(Error::Kind::Rule,
                    CertificatesText::tr("The JSON Web Key Set holds no key. Choose another file."));
    }
    return texts;
}

/// In DER; empty where there is none.
QByteArray certificateIn(const Json &key)
{
    const auto chain = key.is_object() ? key.find("x5c") : key.end();
    const bool isThere = key.is_object() && chain != key.end() && chain->is_array() && !chain->empty() &&
                         chain->front().is_string();
    return isThere ? QByteArray::fromBase64(QByteArray::fromStdString(chain->front().get<std::string>()))
                   : QByteArray();
}

/// It may hold a private key, which is refused and not kept.
Result<QStringList> keysInJson(const QByteArray &file)
{
    return json::parse(file).and_then([](Json document) {
        auto keys = keysOf(document);
        json::wipeTexts(document);
        return keys;
    });
}

}

Result<QStringList> keysIn(const QByteArray &file)
{
    const QByteArray start = file.left(1024).trimmed();
    if (start.startsWith('{') || start.startsWith("\xEF\xBB\xBF{"))
        return keysInJson(file);
    return certificateTools().and_then([&](CertificateTools *tools) { return tools->publicKeys(file); });
}

Result<QStringList> read(const QString &path)
{
    return readPipe(path, largestFile, {})
        .transform_error([&](Error error) {
            error.text = CertificatesText::tr("The file \"%1\" cannot be read: %2. Choose another.")
                             .arg(path, error.text);
            return error;
        })
        .and_then(keysIn);
}

Result<QString> wholeKey(const QString &key)
{
    const Json object = json::fromCompactText(key);
    const QByteArray der = certificateIn(object);
    if (der.isEmpty() || object.contains("kty"))
        return key;
    return certificateTools()
        .and_then([&](CertificateTools *tools) { return tools->publicKeys(der); })
        .transform([](const QStringList &keys) { return keys.first(); });
}

QDateTime certificateEnd(const QString &key)
{
    const QByteArray der = certificateIn(json::fromCompactText(key));
    if (der.isEmpty())
        return {};
    return certificateTools()
        .and_then([&](CertificateTools *tools) { return tools->info(der); })
        .transform([](const CertificateInfo &info) { return info.notAfter; })
        .value_or(QDateTime());
}

}
