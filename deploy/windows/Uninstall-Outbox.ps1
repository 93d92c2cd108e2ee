<#
.SYNOPSIS
    Removes the Windows service that Install-Outbox.ps1 made.
.DESCRIPTION
    Stops the service, which lets requests under way finish, and removes it with its settings and secrets. The program's
    folder stays, and so does the outbox in the database: events go on being captured and wait. 'outbox uninstall' or
    database\sqlserver\deploy removes that.
.PARAMETER Settings
    The folder with settings and secrets.
.PARAMETER KeepSettings
    Leaves that folder in place.
#>
#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [string] $Settings = (Join-Path $env:ProgramData 'Outbox'),
    [switch] $KeepSettings
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$name = 'Outbox'
if ((Get-Service -Name $name -ErrorAction SilentlyContinue) -and $PSCmdlet.ShouldProcess($name, 'Stop and remove the service')) {
    Stop-Service -Name $name
    & sc.exe delete $name | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw "sc.exe delete failed with exit code $LASTEXITCODE."
    }
}

if (-not $KeepSettings -and (Test-Path -LiteralPath $Settings) -and $PSCmdlet.ShouldProcess($Settings, 'Remove settings and secrets')) {
    Remove-Item -LiteralPath $Settings -Recurse
}
