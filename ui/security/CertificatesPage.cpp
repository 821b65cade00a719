#include "ui/security/CertificatesPage.h"

#include "services/certificates/Certificates.h"
#include "ui/common/Contrast.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/common/Workplace.h"
#include "ui/layout/ButtonRow.h"
#include "ui/merge/MeanwhileText.h"
#include "ui/security/CertificateExport.h"
#include "ui/security/CertificateExportDialog.h"
#include "ui/security/CertificateListModel.h"
#include "ui/security/CertificateSettingFields.h"
#include "ui/security/CertificateStorageForm.h"
#include "ui/security/PassphraseDialog.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace gatehouse {

namespace {

struct Stored
{
    store::CertificateSettings settings;
    QList<SigningCertificate> certificates;
};

Result<Stored> load(Database &database)
{
    return store::loadCertificateSettings(database).and_then([&](const store::CertificateSettings &settings) {
        return store::loadCertificates(database).transform(
            [&](const QList<SigningCertificate> &certificates) { return Stored{settings, certificates}; });
    });
}

}

CertificatesPage::CertificatesPage(Workplace &workplace, QWidget *parent)
    : SecurityPage(workplace, parent)
    , m_hint(new QLabel)
    , m_model(new CertificateListModel(this))
    , m_list(new QTableView)
    , m_form(new CertificateStorageForm)
{
    build();
    connect(m_form, &CertificateStorageForm::edited, this, &CertificatesPage::showState);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CertificatesPage::showState);
    showState();
}

void CertificatesPage::build()
{
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Certificates"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    styleRows(*m_list);
    keepSelection(*m_list, *m_model, [this](int row) { return m_model->rowAt(row).key; });
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->horizontalHeader()->setSectionResizeMode(CertificateListModel::Thumbprint, QHeaderView::Stretch);

    auto *buttons = new ButtonRow;
    m_rollOver = buttons->add("view-refresh", tr("Roll &over…"), this, &CertificatesPage::rollOver);
    m_import = buttons->add("view-certificate-import", tr("&Import…"), this, &CertificatesPage::importOne);
    m_export = buttons->add("view-certificate-export", tr("E&xport…"), this, &CertificatesPage::exportOne);
    m_remove = buttons->add("edit-delete", tr("Re&move…"), this, &CertificatesPage::removeOne);
    ReadOnlyGuard::except(*m_export);

    content().addWidget(m_hint);
    content().addLayout(buttons);
    content().addWidget(m_list, 1);
    content().addSpacing(8);
    content().addWidget(m_form);
}

void CertificatesPage::refresh()
{
    read(workplace().database.run(load), [this](const Stored &stored) {
        m_model->setCertificates(stored.certificates, QDateTime::currentDateTimeUtc());
        examine();
        takeStored(m_stored, stored.settings);
    });
}

/// Aside: a keyring may ask to be unlocked, and private keys take a while to be read.
void CertificatesPage::examine()
{
    const int number = ++m_examination;
    workplace()
        .aside([encryption = workplace().encryption()](Database &database) {
            return certificates::examine(database, encryption);
        })
        .then(this, [this, number](const Result<QList<certificates::Verdict>> &verdicts) {
            if (!verdicts || number != m_examination)
                return;
            m_model->setVerdicts(*verdicts);
            showState();
        });
}

const SigningCertificate *CertificatesPage::selected() const
{
    const QList<int> rows = selectedRows(*m_list);
    return rows.isEmpty() ? nullptr : &m_model->rowAt(rows.first());
}

QString CertificatesPage::hintText() const
{
    if (!isKnown())
        return {};
    if (m_stored.storage == CertificateStorage::None)
        return tr("Choose where certificates are kept, and save. The first one is made with the first client "
                  "application.");
    if (m_model->rowCount() == 0)
        return tr(
            "There is no certificate yet. The first one is made with the first client application, or import "
            "one.");
    if (const QString problem = m_model->firstProblem(); !problem.isEmpty())
        return problem;
    if (const int expiring = m_model->expiringSoon())
        return tr("%n certificate(s) expire(s) within 60 days. Roll over to a new one.", nullptr, expiring);
    return tr("Tokens for client applications are signed with the active certificate.");
}

void CertificatesPage::showState()
{
    const bool isChosen = m_stored.storage != CertificateStorage::None;
    const SigningCertificate *certificate = selected();
    const bool isActive =
        certificate &&
        certificateStatus(*certificate, QDateTime::currentDateTimeUtc()) == CertificateStatus::Active &&
        !m_model->isRefused(certificate->key);
    m_hint->setText(hintText());
    QPalette colors;
    if (m_model->isAnyRefused())
        colors.setColor(QPalette::WindowText, contrast::error(palette()));
    m_hint->setPalette(colors);
    m_rollOver->setEnabled(isFree() && isChosen);
    m_import->setEnabled(isFree() && isChosen);
    m_export->setEnabled(isFree() && m_model->rowCount() > 0);
    m_remove->setEnabled(isFree() && certificate && !isActive);
    m_form->setEnabled(isFree());
    SecurityPage::showState();
}

bool CertificatesPage::isTypedOver() const
{
    return m_form->typed() != m_stored;
}

void CertificatesPage::displayStored()
{
    m_form->display(m_stored);
}

void CertificatesPage::write(Done done)
{
    const store::CertificateSettings typed = m_form->typed();
    start(
        tr("Change certificate storage"),
        [typed](const Encryption &encryption, Database &database, const Progress &) {
            return certificates::setUp(database, encryption, typed)
                .transform([](const certificates::Notice &notice) {
                    return (tr("The certificate storage is saved.") + u' ' + notice).trimmed();
                });
        },
        [this, typed, done = std::move(done)](bool isDone) {
            if (!isDone)
                return mergeChanged(typed, done);
            m_stored = typed;
            if (const QString taken = takeTaken(); !taken.isEmpty())
                messages().showText(MessageBar::Positive, savedWithTheirsText(taken));
            done(true);
        });
}

/// Where it was not saved because somebody else had saved.
void CertificatesPage::mergeChanged(const store::CertificateSettings &sent, const Done &done)
{
    workplace()
        .database.run(store::loadCertificateSettings)
        .then(this, [this, sent, done](const Result<store::CertificateSettings> &now) {
            if (!now || now->version == sent.version || m_form->typed().version != sent.version)
                return done(false);
            messages().dismiss();
            begin();
            const auto take = [this](const store::CertificateSettings &theirs,
                                     const store::CertificateSettings &merged) {
                m_stored = theirs;
                m_form->display(merged);
            };
            mergeMeanwhile(certificateSettingFields(), m_stored, m_form->typed(), *now, take, done);
        });
}

void CertificatesPage::rollOver()
{
    const Question question{.title = tr("Roll over"),
                            .text = tr("Make a new signing certificate?"),
                            .details = tr("It is published now and signs after %1 hours. The one that signs "
                                          "now stays published until its "
                                          "last token has run out.")
                                           .arg(m_stored.overlapHours),
                            .buttons = {tr("Roll over"), tr("Cancel")}};
    question.ask(this, [this](int answer) {
        if (answer != 0)
            return;
        start(tr("Roll over the signing certificate"), [](const Encryption &encryption, Database &database,
                                                          const Progress &) {
            return certificates::rollOver(database, encryption, QDateTime::currentDateTimeUtc())
                .transform([](const SigningCertificate &made) {
                    return tr("Certificate %1 is made. Give the new key set to the servers before it signs.")
                        .arg(made.thumbprint.left(16));
                });
        });
    });
}

void CertificatesPage::importOne()
{
    PassphraseDialog::ask(
        FileField::Purpose::Read,
        {tr("Import certificate"),
         tr("A PKCS#12 or PEM file with an RSA certificate and its private key. It is published at once, and "
            "signs after the one that signs now."),
         tr("&Import"),
         {tr("Choose a certificate to import"), tr("Certificates (*.p12 *.pfx *.pem);;All files (*)")},
         PassphraseDialog::MayBeEmpty},
        this, [this](const QString &path, const SecretBytes &passphrase) {
            start(tr("Import certificate"), certificateImport(path, passphrase));
        });
}

void CertificatesPage::exportOne()
{
    const SigningCertificate *chosen = selected();
    if (!chosen)
        chosen = activeCertificate(m_model->rows(), QDateTime::currentDateTimeUtc());
    if (!chosen)
        chosen = &m_model->rows().last();
    auto *dialog = new CertificateExportDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, certificate = *chosen] {
        start(tr("Export certificate"),
              certificateExport(certificate, dialog->what(), dialog->path(), dialog->takePassphrase()));
    });
    dialog->open();
}

void CertificatesPage::removeOne()
{
    const SigningCertificate certificate = *selected();
    const Question question{
        .title = tr("Remove certificate"),
        .text = tr("Remove certificate %1?").arg(nameOf(certificate)),
        .details = tr(
            "Its private key is lost. Tokens that it signed are refused once servers have the new key set."),
        .buttons = {tr("Remove certificate"), tr("Cancel")},
        .destructive = 0};
    question.ask(this, [this, certificate](int answer) {
        if (answer != 0)
            return;
        start(tr("Remove certificate"), [certificate](const Encryption &encryption, Database &database,
                                                      const Progress &) {
            return certificates::remove(database, encryption, certificate, QDateTime::currentDateTimeUtc())
                .transform([&](const certificates::Notice &notice) {
                    return (tr("Certificate %1 is removed.").arg(nameOf(certificate)) + u' ' + notice)
                        .trimmed();
                });
        });
    });
}

}
