#include "servers/trial/PublishedKeys.h"

#include "servers/trial/TrialText.h"

namespace gatehouse::trial {

Result<json::Json> PublishedKeys::keys(const QUrl &address)
{
    if (m_known)
        return *m_known;
    if (address.isEmpty())
        m_known = fail(Error::Kind::NotFound, TrialText::tr("The server names no keys (jwks_uri)."));
    else {
        m_known = m_http.send({.url = address})
                      .and_then(onlySuccess)
                      .and_then([](const HttpAnswer &answer) { return answer.content(); })
                      .transform([](const json::Json &set) {
                          const auto keys = set.is_object() ? set.find("keys") : set.end();
                          return set.is_object() && keys != set.end() && keys->is_array()
                                     ? *keys
                                     : json::Json::array();
                      });
    }
    return *m_known;
}

}
