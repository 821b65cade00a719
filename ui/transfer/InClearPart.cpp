#include "ui/transfer/InClearPart.h"

#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/security/EncryptionState.h"

#include <QCheckBox>

namespace gatehouse {

InClearPart::InClearPart(const Workplace &workplace, FieldLayout &fields, QObject *parent)
    : QObject(parent)
    , m_workplace(workplace)
    , m_encryption(new EncryptionState(workplace, this))
    , m_secrets(new QCheckBox(tr("Include sec&rets")))
    , m_signingKeys(new QCheckBox(tr("Include signing &keys")))
{
    fields.addField(tr("In clear:"), m_secrets);
    m_help = fields.addField(m_signingKeys, tr("Whoever reads the file can use what is in it: guard it."));
    connect(m_encryption, &EncryptionState::changed, this, &InClearPart::changed);
    m_encryption->refresh();
}

void InClearPart::showState(bool isIdle, const ClientFormat &format)
{
    const QString obstacle = m_workplace.readOnly.isEmpty() ? m_encryption->obstacle() : m_workplace.readOnly;
    const bool isReady = m_workplace.readOnly.isEmpty() && m_encryption->isReady();
    const bool carriesKeys = format.carriesSigningKeys();
    m_secrets->setEnabled(isIdle && isReady);
    m_signingKeys->setEnabled(isIdle && isReady && carriesKeys);
    if (!isReady)
        m_secrets->setChecked(false);
    if (!isReady || !carriesKeys)
        m_signingKeys->setChecked(false);

    const QString keysHelp =
        carriesKeys ? QString() : tr("Signing keys go into the format oidc-provider only.");
    m_secrets->setToolTip(obstacle);
    m_signingKeys->setToolTip(isReady ? keysHelp : obstacle);
    for (QCheckBox *box : {m_secrets, m_signingKeys})
        box->setAccessibleDescription(box->toolTip());
    const QString told = m_signingKeys->toolTip();
    m_help->setText(told.isEmpty() ? tr("Whoever reads the file can use what is in it: guard it.") : told);
}

void InClearPart::clear()
{
    m_secrets->setChecked(false);
    m_signingKeys->setChecked(false);
}

QString InClearPart::included() const
{
    QStringList texts;
    if (m_secrets->isChecked())
        texts << tr("client secrets");
    if (m_signingKeys->isChecked())
        texts << tr("private signing keys");
    return texts.join(tr(" and "));
}

void InClearPart::ask(QWidget *window, std::function<void()> then) const
{
    const QString what = included();
    if (what.isEmpty())
        return then();
    const Question question{
        .title = tr("Export in clear"),
        .text = tr("Export %1 in clear?").arg(what),
        .details =
            tr("Whoever reads the file can act as the client applications, or as the server that it is "
               "for. At first only you may read it."),
        .buttons = {tr("Export %1").arg(what), tr("Cancel")}};
    question.ask(window, [then = std::move(then)](int answer) {
        if (answer == 0)
            then();
    });
}

void InClearPart::open(const exporter::Request &request, QObject *context,
                       std::function<void(const Result<exporter::Request> &)> then) const
{
    const bool secrets = m_secrets->isChecked();
    const bool signingKeys = m_signingKeys->isChecked();
    if (!secrets && !signingKeys)
        return then(request);
    m_workplace
        .aside([request, encryption = m_workplace.encryption(), secrets, signingKeys](Database &database) {
            return exporter::withOpened(request, database, encryption, secrets, signingKeys);
        })
        .then(context, std::move(then));
}

}
