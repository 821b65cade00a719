#include "domain/formats/HydraFormat.h"

#include "domain/formats/HydraReader.h"
#include "domain/formats/HydraWriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What Hydra has beyond RFC 7591 and writes for every client application, or most of them.
constexpr std::array ownProperties{
    "skip_consent", "skip_logout_consent",   "audience", "allowed_cors_origins",
    "metadata",     "access_token_strategy", "owner",    "created_at",
    "updated_at"};

}

QString HydraFormat::name() const
{
    return u"hydra"_s;
}

QString HydraFormat::title() const
{
    return QCoreApplication::translate("HydraFormat", "Ory Hydra (hydra import oauth2-client)");
}

std::vector<JsonFormat::Path> HydraFormat::clientPaths() const
{
    return {{}, {"items"}};
}

bool HydraFormat::isClient(const json::Json &object) const
{
    return object.contains("client_id") &&
           std::ranges::any_of(ownProperties, [&](const char *name) { return object.contains(name); });
}

QString HydraFormat::strangeText() const
{
    return QCoreApplication::translate("HydraFormat",
                                       "The file holds no client applications of Ory Hydra. It looks like "
                                       "[{\"client_id\": \"...\", \"skip_consent\": false}]: choose another "
                                       "file or format.");
}

std::unique_ptr<ClientWriter> HydraFormat::writer(QIODevice &target) const
{
    return std::make_unique<HydraWriter>(target);
}

std::unique_ptr<JsonReader> HydraFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<HydraReader>(head, now);
}

}
